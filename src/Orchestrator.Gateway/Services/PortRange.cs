using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Orchestrator.Gateway.Services;

/// <summary>The ports of nodes that Services get.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
/// <param name="Text">As it was written.</param>
internal sealed record PortRange(int First, int Last, string Text)
{
    private const int PortMax = 65535;

    /// <summary>How many there are.</summary>
    public uint Count => (uint)(Last - First + 1);

    /// <summary>Reads a range such as <c>30000-32767</c>; false where it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PortRange? range)
    {
        range = text.Split('-') is [var low, var high] && TryPort(low, out var first) && TryPort(high, out var last) && first <= last
            ? new PortRange(first, last, text)
            : null;
        return range is not null;
    }

    /// <summary>Whether the port is one of them.</summary>
    public bool Has(int port) => port >= First && port <= Last;

    private static bool TryPort(string text, out int port) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= PortMax;
}
