using System.Security.Cryptography;

namespace Orchestrator.Gateway.Writing;

/// <summary>Ids and names from the system's randomness.</summary>
internal sealed class RandomIdSource : IIdSource
{
    /// <summary>No vowels and nothing that looks like another, so that names spell nothing and are read off a screen well; Kubernetes' set.</summary>
    private const string Characters = "bcdfghjklmnpqrstvwxz2456789";

    public string NextUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);

        // RFC 9562, version 4: four bits say the version, two the variant.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public string NextSuffix() => RandomNumberGenerator.GetString(Characters, 5);
}
