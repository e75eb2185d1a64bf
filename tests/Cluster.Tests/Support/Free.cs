using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Orchestrator.Cluster.Tests.Support;

/// <summary>Ports and subnets that nobody on this machine uses, and that no other test is given.</summary>
public static class Free
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>A port below those that the kernel gives to outgoing connections, so that it is still free after a restart.</summary>
    public static int Port() => Take(20000, 30000, IsFree);

    /// <summary>A subnet of 254 addresses, of those that private engines let through their host.</summary>
    public static string Subnet()
    {
        var used = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(one => one.GetIPProperties().UnicastAddresses)
            .Select(one => one.Address.ToString())
            .ToList();
        var third = Take(0, 256, candidate => !used.Exists(address => address.StartsWith($"10.88.{candidate}.", StringComparison.Ordinal)));
        return $"10.88.{third}.0/24";
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

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
