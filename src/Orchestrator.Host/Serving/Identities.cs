using Orchestrator.Contracts;

namespace Orchestrator.Host.Serving;

/// <summary>Ids and names of the real world: random.</summary>
internal sealed class Identities : IIdentities
{
    // Kubernetes' alphabet: no vowels and no digits that look like them, so that no words come of it.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <inheritdoc/>
#pragma warning disable RS0030 // This is the composition root, where ids and randomness come from.
    public string NewUid() => Guid.NewGuid().ToString();

    /// <inheritdoc/>
    public string NewSuffix(int length) => Random.Shared.GetString(Alphabet, length);
#pragma warning restore RS0030
}
