using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace Orchestrator.Host.Client.Doctoring;

/// <summary>Whether the subnets for pods collide with networks that the machine reaches otherwise.</summary>
internal static class Subnets
{
    private const string BridgePrefix = "br-";

    /// <summary>The networks of the lines of <c>/proc/net/route</c>, with the interface that leads there; the default route leads everywhere and counts for none.</summary>
    public static ImmutableArray<(string Interface, IPNetwork Network)> Routes(IReadOnlyList<string> lines)
    {
        var routes = ImmutableArray.CreateBuilder<(string, IPNetwork)>();
        foreach (var words in lines.Skip(1).Select(line => line.Split('\t', StringSplitOptions.TrimEntries)))
        {
            if (words.Length > 7 && Number(words[1]) is { } destination && Number(words[7]) is { } mask && mask != 0)
            {
                routes.Add((words[0], new IPNetwork(Address(destination & mask), BitOperations.PopCount(mask))));
            }
        }

        return routes.ToImmutable();
    }

    /// <summary>Whether one is left. A bridge of the engine with just that subnet may be the cluster's own.</summary>
    public static Check Judge(IReadOnlyList<string> subnets, IReadOnlyList<(string Interface, IPNetwork Network)> routes)
    {
        var (usable, taken) = (new List<string>(), new List<string>());
        foreach (var text in subnets)
        {
            if (!IPNetwork.TryParse(text, out var subnet))
            {
                return Check.Failed("pod subnets", $"'{text}' is no subnet", "give --pod-subnet in CIDR notation, such as 10.88.0.0/16");
            }

            var collision = routes.FirstOrDefault(route => Overlap(subnet, route.Network) && !(route.Network.Equals(subnet) && route.Interface.StartsWith(BridgePrefix, StringComparison.Ordinal)));
            if (collision.Interface is null)
            {
                usable.Add(text);
            }
            else
            {
                taken.Add($"{text} collides with {collision.Network} on {collision.Interface}");
            }
        }

        return usable.Count == 0
            ? Check.Failed("pod subnets", string.Join("; ", taken), "give a subnet that nothing else uses: --pod-subnet")
            : Check.Ok("pod subnets", $"{usable[0]} can be used{(taken.Count > 0 ? $"; {string.Join("; ", taken)}" : "")}");
    }

    private static IPAddress Address(uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return new IPAddress(bytes);
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private static uint? Number(string hexadecimal) => uint.TryParse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) ? number : null;
}
