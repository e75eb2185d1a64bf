using System.Net;
using System.Net.Sockets;

namespace Orleans.Runtime;

/// <summary>
/// Holds the silo's port while the silo runs. Holding it proves that whoever had this address before is gone, and keeps two silos of one machine
/// from taking the same address. Nothing is spoken on it yet: who connects is hung up on.
/// </summary>
internal sealed class SiloPort : IDisposable
{
    private readonly TcpListener _listener;

    public SiloPort(IPEndPoint endpoint)
    {
        _listener = new TcpListener(endpoint);
        try
        {
            // A port that is bound only, and not listened on, can be bound twice.
            _listener.Start();
        }
        catch (SocketException exception)
        {
            _listener.Dispose();
            throw new OrleansException(
                $"The silo cannot have the address {endpoint} ({exception.SocketErrorCode}): choose another silo port, or stop the process that has it.", exception);
        }

        _ = HangUpAsync();
    }

    public void Dispose() => _listener.Dispose();

    private async Task HangUpAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptSocketAsync();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The port was given back.
        }
    }
}
