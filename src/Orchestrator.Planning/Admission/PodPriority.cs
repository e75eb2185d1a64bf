using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Scheduling;

namespace Orchestrator.Planning.Admission;

/// <summary>How much a new pod matters, by its class or by the usual one, in the words of Kubernetes' admission plugin Priority.</summary>
public static class PodPriority
{
    private const string Preempts = "PreemptLowerPriority";

    /// <summary>The spec with the values of its class, or the sentence that says why it is refused.</summary>
    /// <param name="spec">What is wanted of the pod.</param>
    /// <param name="classes">All priority classes.</param>
    public static (PodSpec Spec, string? Refusal) Resolve(PodSpec spec, ImmutableArray<PriorityClass> classes)
    {
        var isNamed = !string.IsNullOrEmpty(spec.PriorityClassName);
        var found = isNamed ? classes.FirstOrDefault(candidate => candidate.Metadata.Name == spec.PriorityClassName) : Usual(classes);
        if (isNamed && found is null)
        {
            return (spec, $"no PriorityClass with name {spec.PriorityClassName} was found");
        }

        var (value, policy) = (found?.Value ?? 0, found?.PreemptionPolicy ?? Preempts);
        if (spec.Priority is { } given && given != value)
        {
            return (spec, string.Create(
                CultureInfo.InvariantCulture,
                $"the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {value} from the given PriorityClass name"));
        }

        if (spec.PreemptionPolicy is { } chosen && chosen != policy)
        {
            return (spec, $"the string value of PreemptionPolicy ({chosen}) must not be provided in pod spec; priority admission controller computed {policy} from the given PriorityClass name");
        }

        return (spec with { PriorityClassName = found?.Metadata.Name ?? spec.PriorityClassName, Priority = value, PreemptionPolicy = policy }, null);
    }

    // Two defaults can be there only where two were written at once; the lesser one counts, as in Kubernetes.
    private static PriorityClass? Usual(ImmutableArray<PriorityClass> classes) => classes.Where(candidate => candidate.GlobalDefault)
        .OrderBy(candidate => candidate.Value).ThenBy(candidate => candidate.Metadata.Name, StringComparer.Ordinal).FirstOrDefault();
}
