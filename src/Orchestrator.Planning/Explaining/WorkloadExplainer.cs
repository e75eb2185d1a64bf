using System.Collections.Immutable;
using Orchestrator.Planning.Deployments;

namespace Orchestrator.Planning.Explaining;

/// <summary>Explains what has pods by its worst pods.</summary>
public static class WorkloadExplainer
{
    /// <summary>Explains it.</summary>
    public static WorkloadExplanation Explain(WorkloadSurroundings seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var running = seen.Pods.Count(pod => pod.State == PodState.Running);

        // Pods that end in time make room for others, and those that failed have been replaced once there are enough.
        var unwell = seen.Pods.Where(pod => !pod.IsWell && !pod.IsEndingInTime && !(pod.State == PodState.Failed && running >= seen.Wanted)).ToList();
        var groups = unwell
            .GroupBy(pod => (pod.State, pod.Causes.FirstOrDefault()?.Reason))
            .Select(group => new PodGroup(group.First(), [.. group.Select(pod => pod.Name).Order(StringComparer.Ordinal)]))
            .OrderByDescending(group => group.Example.State)
            .ThenByDescending(group => group.Names.Length)
            .ThenBy(group => group.Names[0], StringComparer.Ordinal);
        var causes = Causes(seen, running, unwell.Count);
        return new WorkloadExplanation
        {
            Kind = seen.Kind,
            Namespace = seen.Namespace,
            Name = seen.Name,
            Wanted = seen.Wanted,
            Running = running,
            IsWell = causes.IsEmpty && unwell.Count == 0,
            Causes = causes,
            Groups = [.. groups],
        };
    }

    private static ImmutableArray<Cause> Causes(WorkloadSurroundings seen, int running, int unwell)
    {
        var causes = ImmutableArray.CreateBuilder<Cause>();
        foreach (var (reason, message) in seen.Troubles.Distinct())
        {
            causes.Add(new Cause(reason, Spell.Unstopped(message), reason switch
            {
                DeploymentReason.FailedCreate => "correct the pod template, or what forbids the pod (a quota, a limit); it is tried again by itself",
                DeploymentReason.ProgressDeadlineExceeded => "the pods below say why it does not go on; kubectl rollout undo goes back",
                _ => "",
            }));
        }

        if (running < seen.Wanted && unwell == 0 && causes.Count == 0)
        {
            causes.Add(seen switch
            {
                { IsPaused: true } => new Cause("Paused", $"it is paused, and {running} of {seen.Wanted} pods run", "go on with kubectl rollout resume"),
                { IsBehind: true } => new Cause("NotSeenYet", "the control plane has not looked at its last change yet", "wait a few seconds; if it stays so, see whether a control silo runs: orc doctor"),
                _ => new Cause("PodsMissing", $"{seen.Wanted} pods are wanted, and {running} run; the others have not been made yet", "wait a few seconds; if it stays so, see whether a control silo runs: orc doctor"),
            });
        }

        return causes.ToImmutable();
    }
}
