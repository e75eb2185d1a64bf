using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>Why a container is not there yet.</summary>
internal static class WaitingCauses
{
    public static ContainerFinding Of(PodSurroundings seen, Container container, ContainerStateWaiting? waiting)
    {
        var message = Spell.Unstopped(waiting?.Message);
        return waiting?.Reason switch
        {
            ContainerReason.ErrImagePull or ContainerReason.ImagePullBackOff => Broken(waiting.Reason, $"the image {container.Image} of container {container.Name} cannot be pulled: {message}", OfPull(message)),
            ContainerReason.ErrImageNeverPull => Broken(
                waiting.Reason,
                $"the image {container.Image} of container {container.Name} is not on node {seen.Pod.Spec.NodeName}, and imagePullPolicy Never forbids to pull it",
                "bring it there (docker pull, docker load), or set imagePullPolicy: IfNotPresent"),
            ContainerReason.InvalidImageName => Broken(waiting.Reason, $"\"{container.Image}\" of container {container.Name} is no image's name: {message}", "correct the container's image: REGISTRY/NAME:TAG"),
            ContainerReason.CreateContainerConfigError => Broken(waiting.Reason, $"container {container.Name} cannot be made as it is described: {message}", "correct what the sentence names; the container is tried again by itself"),
            ContainerReason.CreateContainerError or ContainerReason.RunContainerError => Broken(
                waiting.Reason, $"the container engine refuses container {container.Name}: {message}", "correct what the engine names; the container is tried again by itself"),
            ContainerReason.CrashLoopBackOff => new ContainerFinding(ContainerFinding.Broken, PodState.Restarting, new Cause(
                waiting.Reason, $"container {container.Name} ends again and again: {message}", $"see what it wrote: {RunEnd.Logs(seen.Pod, container.Name, previous: true)}")),
            ContainerReason.PodInitializing => new ContainerFinding(ContainerFinding.Behind, PodState.Starting, new Cause(
                waiting.Reason, $"container {container.Name} waits for the init containers{(message.Length > 0 ? $": {message}" : "")}")),
            _ => OfCreation(seen, container, message),
        };
    }

    private static ContainerFinding Broken(string reason, string message, string advice) => new(ContainerFinding.Broken, PodState.Waiting, new Cause(reason, message, advice));

    private static string OfPull(string message)
    {
        bool Says(params string[] words) => words.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));
        return message switch
        {
            _ when Says("unauthorized", "denied", "authentication", "forbidden", "credentials") =>
                "give the pod credentials: a Secret of type kubernetes.io/dockerconfigjson in its namespace, named in spec.imagePullSecrets; and check the image's name",
            _ when Says("not found", "manifest unknown", "no such image") => "check the image's name and tag: the registry does not have it",
            _ when Says("no such host", "timeout", "refused", "unreachable", "deadline", "certificate", "dial") => "see that the node reaches the registry: name, proxy, firewall, certificate",
            _ => "check the image's name and tag, that the node reaches the registry, and spec.imagePullSecrets; the pull is tried again by itself",
        };
    }

    // The waiting message says what keeps the whole pod; where there is none, events say how far it has come.
    private static ContainerFinding OfCreation(PodSurroundings seen, Container container, string message)
    {
        if (Latest(seen, "FailedMount") is { } mount)
        {
            return Broken("FailedMount", $"a volume cannot be had: {Spell.Unstopped(mount.Message)}", "correct spec.volumes, or make on the node what it names; it is tried again by itself");
        }

        if (Latest(seen, "FailedCreatePodSandBox") is { } sandbox)
        {
            return Broken("FailedCreatePodSandBox", $"the pod's network cannot be made: {Spell.Unstopped(sandbox.Message)}", $"look at the container engine of {seen.Pod.Spec.NodeName} (orc doctor, there)");
        }

        if (message.Length > 0)
        {
            return Broken(ContainerReason.ContainerCreating, $"container {container.Name} cannot be made yet: {message}", "correct what the sentence names; it is tried again by itself");
        }

        var pulling = Latest(seen, "Pulling", $"Pulling image \"{container.Image}\"");
        var pulled = seen.Events.LatestFirst().FirstOrDefault(happened => happened.Reason is "Pulled" or "Failed" && (happened.Message ?? "").Contains($"\"{container.Image}\"", StringComparison.Ordinal));
        return pulling is not null && (pulled is null || pulled.At() < pulling.At())
            ? Underway("PullingImage", $"the image {container.Image} of container {container.Name} is being pulled{Since(seen, pulling)}", "wait; a smaller image, or one that is on the nodes already, starts sooner")
            : Underway(ContainerReason.ContainerCreating, $"container {container.Name} is being made", "");
    }

    private static string Since(PodSurroundings seen, Event pulling) => $", for {Spell.Time(seen.Now - (pulling.FirstTimestamp ?? pulling.At()))}";

    private static ContainerFinding Underway(string reason, string message, string advice) => new(ContainerFinding.Underway, PodState.Starting, new Cause(reason, message, advice));

    // What failed before the sandbox or the containers were made counts only as long as it was the last that happened to them.
    private static Event? Latest(PodSurroundings seen, string reason, string beginning = "") =>
        seen.Events.Latest(reason, beginning) is { } happened && (reason == "Pulling" || !seen.Events.Any(other => other.Reason is "Created" or "Started" && other.At() > happened.At())) ? happened : null;
}
