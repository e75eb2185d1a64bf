using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Orchestrator.TestKit;

/// <summary>Ports on which nobody on this machine listens, and that nobody else in this process is given.</summary>
public static class FreePorts
{
    // Below those that the kernel gives to outgoing connections, so that a port is still free after a restart.
    private const int First = 20_000;
    private const int Last = 30_000;
    private const int AttemptsMax = 1000;
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>Another one each time.</summary>
    public static int Take()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < AttemptsMax; attempt++)
            {
                var port = RandomNumberGenerator.GetInt32(First, Last);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"No port from {First} to {Last} was found free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Any, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
