using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>One run of one silo: where it listens, and which start at that place it is.</summary>
[Immutable]
[JsonConverter(typeof(SiloAddressJsonConverter))]
public sealed class SiloAddress : IEquatable<SiloAddress>
{
    private const char Separator = '@';

    private readonly int _hash;

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
        _hash = StableHash.Of(ToParsableString());
    }

    /// <summary>Where the silo listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Rises with each start of a silo at that endpoint.</summary>
    public int Generation { get; }

    /// <summary>The address of those parts.</summary>
    public static SiloAddress New(IPAddress address, int port, int generation) => new(new IPEndPoint(address, port), generation);

    /// <inheritdoc cref="New(IPAddress, int, int)"/>
    public static SiloAddress New(IPEndPoint ep, int gen) => new(ep, gen);

    /// <summary>Reads what <see cref="ToParsableString"/> writes.</summary>
    public static SiloAddress FromParsableString(string addr)
    {
        ArgumentNullException.ThrowIfNull(addr);
        var parts = addr.Split(Separator);
        var colon = parts[0].LastIndexOf(':');
        if (parts.Length != 2 || colon < 0)
        {
            throw new FormatException($"\"{addr}\" is no silo address: it must be ADDRESS:PORT@GENERATION.");
        }

        return New(
            IPAddress.Parse(parts[0][..colon]),
            int.Parse(parts[0][(colon + 1)..], CultureInfo.InvariantCulture),
            int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The address as text that can be read back.</summary>
    public string ToParsableString() => string.Create(CultureInfo.InvariantCulture, $"{Endpoint.Address}:{Endpoint.Port}{Separator}{Generation}");

    /// <inheritdoc/>
    public bool Equals(SiloAddress? other) => other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => ToParsableString();
}
