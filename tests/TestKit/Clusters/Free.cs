using System.Net;
using System.Security.Cryptography;
using Orchestrator.Agent.Machine;

namespace Orchestrator.TestKit.Clusters;

/// <summary>Ports and subnets that nobody on this machine uses, and that no other test is given.</summary>
public static class Free
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>A port below those that the kernel gives to outgoing connections, so that it is still free after a restart.</summary>
    public static int Port() => FreePorts.Take();

    /// <summary>A subnet of 254 addresses, of those that private engines let through their host, and in no network that the machine has.</summary>
    public static string Subnet()
    {
        const int First = (10 << 24) + (88 << 16);
        var used = InterfaceAddress.All().Select(one => new IPNetwork(Masked(one.Address, one.PrefixLength), one.PrefixLength)).ToList();
        var index = Take(0, 512, candidate => !used.Exists(network => network.Contains(Address(candidate)) || SubnetAt(candidate).Contains(network.BaseAddress)));
        return SubnetAt(index).ToString();

        static IPAddress Address(int candidate) => new(IPAddress.HostToNetworkOrder(First + (candidate << 8)) & 0xffffffffL);
        static IPNetwork SubnetAt(int candidate) => new(Address(candidate), 24);
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < 32; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }

    private static int Take(int from, int to, Func<int, bool> free)
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < 1000; attempt++)
            {
                var candidate = RandomNumberGenerator.GetInt32(from, to);
                if (!Given.Contains(candidate) && free(candidate))
                {
                    Given.Add(candidate);
                    return candidate;
                }
            }
        }

        throw new InvalidOperationException($"Nothing between {from} and {to} is free.");
    }
}
