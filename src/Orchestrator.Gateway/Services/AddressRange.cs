using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Gateway.Services;

/// <summary>The addresses that Services get: an IPv4 network without its first, second and last address. The second is kept for the API itself.</summary>
/// <param name="First">The first that is given.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Text">As it was written.</param>
internal sealed record AddressRange(uint First, uint Count, string Text)
{
    private const int PrefixMin = 8;
    private const int PrefixMax = 28;

    /// <summary>Reads a range such as <c>10.96.0.0/16</c>; false where it is none, or too small or large.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AddressRange? range)
    {
        range = null;
        if (!IPNetwork.TryParse(text, out var network) || network.BaseAddress.AddressFamily != AddressFamily.InterNetwork
            || network.PrefixLength is < PrefixMin or > PrefixMax)
        {
            return false;
        }

        range = new AddressRange(Number(network.BaseAddress) + 2, (1u << (32 - network.PrefixLength)) - 3, text);
        return true;
    }

    /// <summary>The address of this place in the range.</summary>
    public string At(uint place)
    {
        var number = First + place;
        return string.Create(CultureInfo.InvariantCulture, $"{number >> 24}.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}");
    }

    /// <summary>Whether the network has this address.</summary>
    public bool Has(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork && IPNetwork.Parse(Text).Contains(address);

    private static uint Number(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return (uint)((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]);
    }
}
