using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>Why a pod has failed.</summary>
internal static class FailureCauses
{
    public static ImmutableArray<Cause> Of(PodSurroundings seen)
    {
        var status = seen.Pod.Status;
        var ends = ContainerCauses.Ends(seen);
        return string.IsNullOrEmpty(status.Reason) && !ends.IsEmpty
            ? ends
            : [new Cause(status.Reason ?? "Failed", Sentence(status), Advice(seen)), .. ends];
    }

    private static string Sentence(PodStatus status)
    {
        var message = Spell.Unstopped(status.Message);
        return status.Reason switch
        {
            PodReason.Evicted => $"its node evicted it: {message}",
            PodReason.DeadlineExceeded => $"it was active for longer than spec.activeDeadlineSeconds: {message}",
            PodReason.NodeLost => $"its node was lost: {message}",
            _ => message.Length > 0 ? message : "it has failed, and nobody has said why",
        };
    }

    private static string Advice(PodSurroundings seen)
    {
        var again = seen.Owner is { Found: true } owner ? $"{owner.Kind} {owner.Name} makes another" : "nobody makes another: create it anew";
        return seen.Pod.Status.Reason switch
        {
            PodReason.Evicted => $"{again}; give the node more room, or the pod requests and limits that say what it uses",
            PodReason.DeadlineExceeded => $"{again}; let it do less, or raise activeDeadlineSeconds",
            "NodeAdmissionError" => "ask for less, or leave spec.nodeName out, so that a node with room is chosen",
            _ => again,
        };
    }
}
