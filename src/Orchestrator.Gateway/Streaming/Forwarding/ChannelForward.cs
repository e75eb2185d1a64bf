using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Orchestrator.Gateway.Streaming.Forwarding;

/// <summary>One connection to each of several ports, as channels of one WebSocket: bytes on the even ones, errors on the odd ones.</summary>
internal sealed class ChannelForward
{
    private readonly SharedSocket _socket;
    private readonly ChannelSocket _client;
    private readonly SessionLife _life;
    private readonly ImmutableArray<Connection> _connections;

    public ChannelForward(SharedSocket socket, StreamProtocol protocol, SessionLife life, ImmutableArray<int> ports, Func<Connection, Forward> open)
    {
        (_socket, _client, _life) = (socket, new ChannelSocket(socket, protocol), life);
        _connections = [.. ports.Select((port, index) => new Connection(_client, life, port, 2 * index, open))];
    }

    /// <summary>Runs until the pod has ended all connections, or the client goes.</summary>
    public async Task RunAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.AnnounceAsync();
        }

        var receiving = ReceiveAsync();
        try
        {
            await Task.WhenAll(_connections.Select(connection => connection.Forward.RunAsync(_life.Ending)));
            await _socket.SayGoodbyeAsync(receiving, _life);
        }
        finally
        {
            _life.LetGo();
            await receiving;
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await _client.ReceiveAsync(_life.Abort) is { } piece)
            {
                _life.Touch();
                if (piece.Channel % 2 != 0 || piece.Channel / 2 >= _connections.Length)
                {
                    throw new StreamProtocolException($"clients send on the even channels below {2 * _connections.Length}, one a port; got {piece.Channel}");
                }

                await _connections[piece.Channel / 2].Forward.WriteAsync(piece.Bytes, _life.Abort);
            }

            _life.End();
        }
        catch (Exception gone) when (PodStreamSessions.IsOfGoneClient(gone))
        {
            _life.End();
        }
        catch (StreamProtocolException wrong)
        {
            _life.End(wrong);
        }
    }

    /// <summary>The channels of one port.</summary>
    internal sealed class Connection : IForwardClient
    {
        private readonly ChannelSocket _client;
        private readonly SessionLife _life;
        private readonly int _channel;

        public Connection(ChannelSocket client, SessionLife life, int port, int channel, Func<Connection, Forward> open)
        {
            (_client, _life, Port, _channel) = (client, life, port, channel);
            Forward = open(this);
        }

        public int Port { get; }

        public Forward Forward { get; }

        /// <summary>Each channel begins with its port, in two bytes, the lower one first.</summary>
        public async Task AnnounceAsync()
        {
            var port = new byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16LittleEndian(port, (ushort)Port);
            await _client.SendAsync(_channel, port, _life.Abort);
            await _client.SendAsync(_channel + 1, port, _life.Abort);
        }

        public Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            _life.Touch();
            return _client.SendAsync(_channel, bytes, _life.Abort);
        }

        /// <summary>A channel can't be ended; the connection closes when all have.</summary>
        public Task EndOutputAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task FailAsync(string why, CancellationToken cancellationToken) => _client.SendAsync(_channel + 1, Encoding.UTF8.GetBytes(why), _life.Abort);
    }
}
