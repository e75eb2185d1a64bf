using Orchestrator.Host.Client.Printing;
using Orchestrator.Planning.Explaining;

namespace Orchestrator.Host.Client.Explaining;

/// <summary>Prints explanations for people: how it is, why, what to do, and the facts behind that.</summary>
internal sealed class ExplanationText(TextWriter output)
{
    private const int GroupsMax = 3;

    /// <summary>Prints a pod's.</summary>
    public async Task PrintAsync(PodExplanation explanation)
    {
        await LineAsync($"pod/{explanation.Name} in namespace {explanation.Namespace} {Words(explanation.State)}.");
        await CausesAsync(explanation.Causes, "");
        await LineAsync("Facts:");
        foreach (var fact in explanation.Facts)
        {
            await LineAsync($"  - {fact}");
        }
    }

    /// <summary>Prints that of what has pods: its own, and that of one pod of each kind of trouble.</summary>
    public async Task PrintAsync(WorkloadExplanation explanation)
    {
        var well = explanation.IsWell ? "is well" : "is not well";
        await LineAsync($"{explanation.Kind}/{explanation.Name} in namespace {explanation.Namespace} {well}: {explanation.Running} of {explanation.Wanted} pods run and are ready.");
        await CausesAsync(explanation.Causes, "");
        foreach (var group in explanation.Groups.Take(GroupsMax))
        {
            await LineAsync("");
            if (group.Names.Length > 1)
            {
                await LineAsync($"{group.Names.Length} pods have the same trouble ({string.Join(", ", group.Names.Take(GroupsMax))}{(group.Names.Length > GroupsMax ? ", ..." : "")}), one of them:");
            }

            await PrintAsync(group.Example);
        }

        if (explanation.Groups.Length > GroupsMax)
        {
            await LineAsync("");
            await LineAsync($"{explanation.Groups.Skip(GroupsMax).Sum(group => group.Names.Length)} more pods have other troubles: orc explain pod NAME explains one.");
        }
    }

    private async Task CausesAsync(IReadOnlyList<Cause> causes, string indent)
    {
        for (var index = 0; index < causes.Count; index++)
        {
            await LineAsync($"{indent}  {(causes.Count > 1 ? $"{index + 1}. " : "")}{Capital(causes[index].Message)}.");
            if (causes[index].Advice.Length > 0)
            {
                await LineAsync($"{indent}     -> {Capital(causes[index].Advice)}.");
            }
        }
    }

    private Task LineAsync(string text) => output.WriteLineAsync(Printable.Line(text));

    private static string Capital(string sentence) => sentence.Length == 0 ? "" : $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}";

    private static string Words(PodState state) => state switch
    {
        PodState.Running => "runs and is ready",
        PodState.Succeeded => "has done its work",
        PodState.Terminating => "is ending",
        PodState.Starting => "is starting",
        PodState.NotReady => "runs, and is not ready",
        PodState.Pending => "is pending: it has no node",
        PodState.Unknown => "is on a node that is not ready",
        PodState.Failed => "has failed",
        PodState.Waiting => "waits",
        PodState.Restarting => "is restarting",
        _ => "is in a state that is not known",
    };
}
