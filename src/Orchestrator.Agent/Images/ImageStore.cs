using System.Globalization;
using Orchestrator.Agent.Pods;
using Orchestrator.Containers;
using Orchestrator.Planning.Images;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Images;

/// <summary>
/// Gets images onto the machine: one pull at a time for each image however many pods want it, and only so many at a time of different ones. What happens is told to
/// each pod by events.
/// </summary>
internal sealed class ImageStore(IContainerEngine engine, PullCredentials credentials, ImageLedger ledger, PodEvents events, ImageOptions options, TimeProvider clock) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SharedPull> _pulls = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots = new(options.ParallelPulls);

    /// <summary>Called when an image has been pulled.</summary>
    public Action Pulled { get; init; } = () => { };

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    /// <summary>Makes sure that the image of a pod's container is there.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">One of its containers.</param>
    /// <param name="cancellationToken">Gives up waiting; the pull ends when nobody waits for it.</param>
    /// <exception cref="ImageException">It cannot be had now.</exception>
    /// <exception cref="EngineException">The engine is away.</exception>
    public async Task EnsureAsync(Pod pod, Container container, CancellationToken cancellationToken)
    {
        var reference = container.Image ?? "";
        var policy = container.ImagePullPolicy ?? ImagePullPolicy.IfNotPresent;
        var image = ImageName.TryParse(reference) ?? throw Misnamed(pod, reference);

        // What a digest names never changes, so there is nothing that a pull could find out.
        var mayBeThere = policy != ImagePullPolicy.Always || image.Digest is not null;
        if (mayBeThere && await engine.FindImageAsync(reference, cancellationToken) is not null)
        {
            ledger.Used(image);
            events.Normal(pod, "Pulled", $"Container image \"{reference}\" already present on machine");
            return;
        }

        if (policy == ImagePullPolicy.Never)
        {
            var message = $"Container image \"{reference}\" is not present with pull policy of Never";
            events.Warning(pod, ContainerReason.ErrImageNeverPull, message);
            throw new ImageException(ContainerReason.ErrImageNeverPull, message);
        }

        await PullAsync(pod, new PullWish(reference, image, mayBeThere), cancellationToken);
    }

    private async Task PullAsync(Pod pod, PullWish wish, CancellationToken cancellationToken)
    {
        events.Normal(pod, "Pulling", $"Pulling image \"{wish.Reference}\"");
        var begun = clock.GetTimestamp();
        try
        {
            var found = await credentials.FindAsync(pod, wish.Image, cancellationToken);
            if (found.SecretFaults > 0)
            {
                events.Warning(
                    pod,
                    "FailedToRetrieveImagePullSecret",
                    $"Unable to retrieve some image pull secrets ({string.Join("; ", found.Faults.Take(found.SecretFaults))}); attempting to pull the image may not succeed.");
            }

            await ShareAsync(pod, wish, found, cancellationToken);
            ledger.Used(wish.Image);
            var seconds = clock.GetElapsedTime(begun).TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
            events.Normal(pod, "Pulled", $"Successfully pulled image \"{wish.Reference}\" in {seconds}s");
        }
        catch (ImageException e)
        {
            events.Warning(pod, "Failed", $"Failed to pull image \"{wish.Reference}\": {e.Message}");
            events.Warning(pod, "Failed", $"Error: {ContainerReason.ErrImagePull}");
            throw;
        }
    }

    // Joins the pull of this image with these credentials, or begins one. A pull of the same image with others is waited for first.
    private async Task ShareAsync(Pod pod, PullWish wish, PullCredentialList found, CancellationToken cancellationToken)
    {
        var (name, key) = (wish.Image.ToString(), found.Fingerprint());
        Action<string> listener = sentence => events.Normal(pod, "Pulling", sentence);
        while (true)
        {
            SharedPull? pull;
            bool joined;
            bool first;
            lock (_lock)
            {
                first = !_pulls.TryGetValue(name, out pull);
                pull ??= _pulls[name] = new SharedPull(key);
                joined = pull.Key == key && pull.TryJoin(listener);
            }

            if (first)
            {
                pull.Begin(stop => RunAsync(pull, name, wish, found, stop));
            }

            if (joined)
            {
                await pull.WaitAsync(listener, cancellationToken);
                return;
            }

            await pull.EndedAsync().WaitAsync(cancellationToken);
            if (wish.MayBeThere && await engine.FindImageAsync(wish.Reference, cancellationToken) is not null)
            {
                return;
            }
        }
    }

    private async Task RunAsync(SharedPull pull, string name, PullWish wish, PullCredentialList found, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await _slots.WaitAsync(cancellationToken);
            try
            {
                // Between the pod's look and this, the pull of another pod may have ended.
                var there = await engine.FindImageAsync(wish.Reference, cancellationToken) is not null;
                if (there && wish.MayBeThere)
                {
                    return;
                }

                // Whoever had it here before us counts on it, even if we pull it anew.
                var ours = !there || ledger.Find(wish.Image) is not null;
                var pulled = await PullAsync(wish, found, new PullMeter(wish.Reference, clock, pull.Tell), cancellationToken);
                Pulled();
                if (ours)
                {
                    ledger.Pulled(wish.Image, pulled.Id);
                }
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            lock (_lock)
            {
                _pulls.Remove(name);
            }
        }
    }

    // Each of the credentials, and none at the end, until one works or the failure is of a kind that others would not help.
    private async Task<ImageInfo> PullAsync(PullWish wish, PullCredentialList found, PullMeter meter, CancellationToken cancellationToken)
    {
        var attempts = new List<PullAttempt>();
        foreach (var one in found.Credentials.Append(null))
        {
            try
            {
                var words = one is null ? null : one.Credentials with { ServerAddress = wish.Image.Registry == ImageName.DockerHub ? "https://index.docker.io/v1/" : wish.Image.Registry };
                return await engine.PullImageAsync(wish.Reference, words, meter, cancellationToken);
            }
            catch (EngineException e) when (e.Fault != EngineFault.Unavailable)
            {
                attempts.Add(new PullAttempt(one?.Source, e));
                if (!PullFailure.DependsOnCredentials(e.Fault))
                {
                    break;
                }
            }
        }

        throw new ImageException(ContainerReason.ErrImagePull, PullFailure.Describe(wish.Reference, wish.Image, attempts, found.Faults), attempts[^1].Failure);
    }

    private ImageException Misnamed(Pod pod, string reference)
    {
        var message = $"Failed to apply default image tag \"{reference}\": couldn't parse image name \"{reference}\": invalid reference format";
        events.Warning(pod, "InspectFailed", message);
        events.Warning(pod, "Failed", $"Error: {ContainerReason.InvalidImageName}");
        return new ImageException(ContainerReason.InvalidImageName, message);
    }

    /// <summary>An image to pull.</summary>
    /// <param name="Reference">As the pod names it.</param>
    /// <param name="Image">What that means.</param>
    /// <param name="MayBeThere">Whether one that is there will do.</param>
    private sealed record PullWish(string Reference, ImageName Image, bool MayBeThere);
}
