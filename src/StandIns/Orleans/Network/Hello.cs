using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>Who opens a connection, and whom it expects.</summary>
internal sealed record Hello
{
    /// <summary>The version of the protocol that this build speaks. Builds of different versions do not talk.</summary>
    public const int ProtocolVersion = 1;

    public required int Protocol { get; init; }

    public required string ClusterId { get; init; }

    /// <summary>The silo that opens the connection; null if it is a client.</summary>
    public SiloAddress? Silo { get; init; }

    /// <summary>The silo that is expected at the other end; a client takes whichever is there.</summary>
    public SiloAddress? Target { get; init; }

    /// <summary>The version of the membership that the silo knows that opens the connection.</summary>
    public int Version { get; init; }

    /// <summary>The grain classes of the silo that opens the connection.</summary>
    public SiloManifest? Manifest { get; init; }
}
