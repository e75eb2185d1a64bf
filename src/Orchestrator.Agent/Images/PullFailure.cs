using Orchestrator.Containers;
using Orchestrator.Planning.Images;

namespace Orchestrator.Agent.Images;

/// <summary>Says why an image could not be pulled, and what would help.</summary>
internal static class PullFailure
{
    /// <summary>Whether other credentials may have another answer: registries hide what somebody may not see.</summary>
    public static bool DependsOnCredentials(EngineFault fault) => fault is EngineFault.Unauthorized or EngineFault.NotFound;

    /// <summary>The sentence.</summary>
    /// <param name="reference">The image, as the pod names it.</param>
    /// <param name="image">The image.</param>
    /// <param name="attempts">What was tried, in order; one at least.</param>
    /// <param name="faults">What could not be used.</param>
    public static string Describe(string reference, ImageName image, IReadOnlyList<PullAttempt> attempts, IEnumerable<string> faults)
    {
        // That something is not there says more than that somebody may not see it.
        var telling = attempts.FirstOrDefault(attempt => attempt.Failure.Fault == EngineFault.NotFound) ?? attempts[^1];
        var sources = attempts.Select(attempt => attempt.Source).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var said = telling.Failure.Message.TrimEnd('.', ' ', '\n');
        var sentence = telling.Failure.Fault switch
        {
            EngineFault.NotFound => $"registry \"{image.Registry}\" has no \"{image.Wanted}\": check the image's name and tag. It said: {said}",
            EngineFault.Unauthorized when sources.Count == 0 =>
                $"registry \"{image.Registry}\" does not let \"{image.Wanted}\" be pulled without credentials, and there are none for it: name a Secret with them in imagePullSecrets, " +
                $"or check the image's name, for a repository that does not exist is refused in the same way. It said: {said}",
            EngineFault.Unauthorized =>
                $"registry \"{image.Registry}\" refuses \"{image.Wanted}\" to the credentials of {string.Join(" and of ", sources)}: they are wrong, or are not for this repository. It said: {said}",
            EngineFault.RegistryUnavailable => $"registry \"{image.Registry}\" does not answer, or cannot serve now: {said}",
            EngineFault.PullStalled => $"registry \"{image.Registry}\" stopped sending: {said}",
            EngineFault.OutOfSpace => $"there is no room for it on the disk of the container engine: {said}",
            _ => $"registry \"{image.Registry}\": {said}",
        };
        return string.Join("; ", faults.Prepend($"image \"{reference}\" cannot be pulled: {sentence}"));
    }
}
