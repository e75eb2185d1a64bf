using System.Net.Sockets;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>What went wrong on the network, in the words that people know from Kubernetes' events.</summary>
internal static class NetworkFaults
{
    /// <summary>Whether an exception means that the other side could not be reached or understood.</summary>
    public static bool IsOne(Exception exception) => exception is HttpRequestException or IOException or SocketException;

    /// <summary>Describes such an exception.</summary>
    public static string Describe(Exception exception, ProbeEndpoint endpoint)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return Describe(socket, endpoint);
            }
        }

        return exception is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
            ? "EOF"
            : (exception.InnerException ?? exception).Message;
    }

    private static string Describe(SocketException exception, ProbeEndpoint endpoint) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"dial tcp {endpoint}: connect: connection refused",
        SocketError.HostUnreachable => $"dial tcp {endpoint}: connect: no route to host",
        SocketError.NetworkUnreachable => $"dial tcp {endpoint}: connect: network is unreachable",
        SocketError.TimedOut => $"dial tcp {endpoint}: connect: connection timed out",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"dial tcp: lookup {endpoint.Host}: no such host",
        SocketError.ConnectionReset => "read: connection reset by peer",
        SocketError.Shutdown => "write: broken pipe",
        _ => exception.Message,
    };
}
