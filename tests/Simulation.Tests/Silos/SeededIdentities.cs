using System.Globalization;
using Orchestrator.Contracts;

namespace Orchestrator.Simulations.Silos;

/// <summary>Ids and names that the seed gives.</summary>
internal sealed class SeededIdentities(Random random) : IIdentities
{
    private int _made;

    public string NewUid() => string.Create(CultureInfo.InvariantCulture, $"uid-{++_made:0000}");

    public string NewSuffix(int length) => random.GetString("bcdfghjklmnpqrstvwxz2456789", length);
}
