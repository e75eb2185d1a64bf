using System.Globalization;
using Orchestrator.Grains.Owners;
using Orchestrator.Resources.Apps;
using Orchestrator.Simulations.Database;

namespace Orchestrator.Simulations.Checks;

/// <summary>
/// An acknowledged write stays (invariant 1). Each write of a user carries a number that rises; what is stored never has a lower one than what was acknowledged,
/// and is not gone unless its user asked for that.
/// </summary>
internal sealed class WriteRules
{
    /// <summary>The annotation with the number.</summary>
    public const string Annotation = "simulation/write";

    private readonly Dictionary<string, long> _acknowledged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleting = new(StringComparer.Ordinal);

    /// <summary>The user was told that this is stored.</summary>
    public void Acknowledged(string key, long number, MemoryDatabase database, Action<string> fail)
    {
        _acknowledged[key] = number;
        if (database.States.Find("deployment", key) is { } row)
        {
            Check(key, row, fail);
        }
        else
        {
            fail($"invariant 1: write {number} of {key} was acknowledged and is not stored");
        }
    }

    /// <summary>The user asks for the deletion.</summary>
    public void Deleting(string key)
    {
        _deleting.Add(key);
        _acknowledged.Remove(key);
    }

    /// <summary>The user makes it anew.</summary>
    public void Creating(string key) => _deleting.Remove(key);

    public void Check(string key, StateRow row, Action<string> fail)
    {
        if (!_acknowledged.TryGetValue(key, out var number) || _deleting.Contains(key))
        {
            return;
        }

        if ((row.State as OwnerState<Deployment>)?.Resource is not { } stored)
        {
            fail($"invariant 1: {key} is gone, though its write {number} was acknowledged and nobody deleted it");
        }
        else if (NumberOf(stored) < number)
        {
            fail($"invariant 1: {key} holds write {NumberOf(stored)} after {number} was acknowledged");
        }
    }

    public static long NumberOf(Deployment deployment) =>
        deployment.Metadata.Annotations.TryGetValue(Annotation, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
}
