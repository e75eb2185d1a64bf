using System.Collections.Immutable;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Deployments;

/// <summary>The numbers of a deployment's templates in the order in which they were last wanted. Going back to an older template makes it the newest revision.</summary>
internal static class Revisions
{
    /// <summary>The revision of the present template.</summary>
    public static long Present(Rollout rollout)
    {
        var newestOld = rollout.Old.Select(set => set.Revision).DefaultIfEmpty(0).Max();
        return rollout.New is { } current && current.Revision > newestOld ? current.Revision : newestOld + 1;
    }

    /// <summary>Whether the present template has been the present one before, and has just become it again.</summary>
    public static bool IsReturn(Rollout rollout) => rollout.New is { } current && current.Revision != Present(rollout);

    /// <summary>The annotations by which the present replica set tells its revision, and those that it stood for before.</summary>
    public static ImmutableSortedDictionary<string, string> AnnotationsOf(Rollout rollout)
    {
        var annotations = StringMap.Empty.Add(DeploymentAnnotation.Revision, DeploymentAnnotation.Text(Present(rollout)));
        if (rollout.New is not { Revision: > 0 } current || !IsReturn(rollout))
        {
            return annotations;
        }

        var before = current.Annotations.GetValueOrDefault(DeploymentAnnotation.RevisionHistory, "");
        var former = DeploymentAnnotation.Text(current.Revision);
        return annotations.Add(DeploymentAnnotation.RevisionHistory, before.Length == 0 ? former : $"{before},{former}");
    }

    /// <summary>Names of the old replica sets beyond <c>revisionHistoryLimit</c>, the oldest revisions first. One that still has a pod stays.</summary>
    public static ImmutableArray<string> Forgettable(Rollout rollout)
    {
        var limit = rollout.Deployment.Spec.RevisionHistoryLimit ?? 10;
        return
        [
            .. rollout.Old
                .OrderBy(set => set.Revision)
                .Take(Math.Max(0, rollout.Old.Length - limit))
                .Where(set => set is { Desired: 0, Replicas: 0, Terminating: 0, Observed: true } && rollout.SizeOf(set) == 0)
                .Select(set => set.Name),
        ];
    }
}
