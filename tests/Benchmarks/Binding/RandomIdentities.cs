using System.Security.Cryptography;
using Orchestrator.Contracts;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>Random ids and names.</summary>
internal sealed class RandomIdentities : IIdentities
{
    private const int UidBytes = 16;

    /// <inheritdoc/>
    public string NewUid() => new Guid(RandomNumberGenerator.GetBytes(UidBytes)).ToString();

    /// <inheritdoc/>
    public string NewSuffix(int length) => RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", length);
}
