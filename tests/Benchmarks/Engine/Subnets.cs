using System.Globalization;
using System.Net;
using Orchestrator.Agent.Machine;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>Finds subnets that nothing on this machine has, because engines do not know each other's.</summary>
internal static class Subnets
{
    private const int First = 96;
    private const int Last = 159;

    /// <summary>A /16 without an interface's address in it, other than those given.</summary>
    public static string Free(params string[] taken)
    {
        var used = InterfaceAddress.All().Select(one => one.Address).ToList();
        for (var second = First; second <= Last; second++)
        {
            var subnet = string.Create(CultureInfo.InvariantCulture, $"10.{second}.0.0/16");
            if (!taken.Contains(subnet) && !used.Any(IPNetwork.Parse(subnet).Contains))
            {
                return subnet;
            }
        }

        throw new InvalidOperationException($"None of the networks 10.{First}.0.0/16 to 10.{Last}.0.0/16 is free on this machine.");
    }

    /// <summary>An address of a /16, counted from its third, because the second is the bridge's own.</summary>
    public static string Address(string subnet, int index)
    {
        var bytes = IPNetwork.Parse(subnet).BaseAddress.GetAddressBytes();
        (bytes[2], bytes[3]) = ((byte)((index + 2) >> 8), (byte)((index + 2) & 0xFF));
        return new IPAddress(bytes).ToString();
    }
}
