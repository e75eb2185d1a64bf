using System.Collections.Concurrent;
using Orchestrator.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Images;

/// <summary>Gets images onto the machine, one pull at a time for each image however many pods want it.</summary>
internal sealed class ImageStore(IContainerEngine engine)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _pulls = new(StringComparer.Ordinal);

    /// <summary>Makes sure that the image is there.</summary>
    /// <param name="reference">The image.</param>
    /// <param name="policy">One of <see cref="ImagePullPolicy"/>.</param>
    /// <param name="onPull">Called before a pull begins.</param>
    /// <param name="cancellationToken">Gives up waiting or pulling.</param>
    /// <returns>Whether it was pulled; false where it was there already.</returns>
    /// <exception cref="ImageMissingException">The policy is Never and the image is not there.</exception>
    /// <exception cref="EngineException">The pull failed.</exception>
    public async Task<bool> EnsureAsync(string reference, string policy, Action onPull, CancellationToken cancellationToken)
    {
        if (policy != ImagePullPolicy.Always && await engine.FindImageAsync(reference, cancellationToken) is not null)
        {
            return false;
        }

        if (policy == ImagePullPolicy.Never)
        {
            throw new ImageMissingException($"Container image \"{reference}\" is not present with pull policy of Never");
        }

        var turn = _pulls.GetOrAdd(reference, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            // Whoever was before us has just pulled it.
            if (policy != ImagePullPolicy.Always && await engine.FindImageAsync(reference, cancellationToken) is not null)
            {
                return false;
            }

            onPull();
            await engine.PullImageAsync(reference, null, null, cancellationToken);
            return true;
        }
        finally
        {
            turn.Release();
        }
    }
}
