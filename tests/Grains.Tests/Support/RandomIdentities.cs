using System.Security.Cryptography;
using Orchestrator.Contracts;

namespace Orchestrator.Grains.Tests.Support;

public sealed class RandomIdentities : IIdentities
{
    public string NewUid() => Guid.NewGuid().ToString();

    public string NewSuffix(int length) => RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz", length);
}
