using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Networking;

/// <summary>Opens connections, and begins those that were accepted: TLS if it is on, then who is who.</summary>
internal sealed class Handshake(
    [FromKeyedServices(ConnectionKeys.Transport)] IConnectionFactory connections,
    TlsTransport tls,
    IOptions<ClusterOptions> cluster,
    IOptions<ConnectionOptions> options,
    TimeProvider timeProvider)
{
    /// <summary>Connects to a silo and says who calls.</summary>
    /// <exception cref="ConnectionRefusedException">The silo wants no connection.</exception>
    public async Task<(ConnectionContext Context, IDuplexPipe Transport, Welcome Welcome)> OpenAsync(
        IPEndPoint endpoint, Hello hello, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.OpenConnectionTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var context = await connections.ConnectAsync(endpoint, either.Token);
        try
        {
            var transport = await tls.SecureAsClientAsync(context, endpoint);
            await transport.Output.WriteFrameAsync(FrameKind.Hello, hello, either.Token);
            var welcome = WireJson.Read<Welcome>((await transport.Input.ReadFrameAsync(FrameKind.Welcome, either.Token)).Header);
            return welcome.Refusal is null
                ? (context, transport, welcome)
                : throw new ConnectionRefusedException(welcome.Refusal, welcome.IsOnItsWay);
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hears who opened a connection.</summary>
    public async Task<(IDuplexPipe Transport, Hello Hello)> HearAsync(ConnectionContext context)
    {
        using var timeout = new CancellationTokenSource(options.Value.OpenConnectionTimeout, timeProvider);
        var transport = await tls.SecureAsServerAsync(context);
        return (transport, WireJson.Read<Hello>((await transport.Input.ReadFrameAsync(FrameKind.Hello, timeout.Token)).Header));
    }

    /// <summary>Answers who opened a connection.</summary>
    public async Task AnswerAsync(IDuplexPipe transport, Welcome welcome)
    {
        using var timeout = new CancellationTokenSource(options.Value.OpenConnectionTimeout, timeProvider);
        await transport.Output.WriteFrameAsync(FrameKind.Welcome, welcome, timeout.Token);
        if (welcome.Refusal is not null)
        {
            // So that the sentence arrives before the end.
            await transport.Output.CompleteAsync();
        }
    }

    /// <summary>Why who says this cannot be talked to; null if it can.</summary>
    public string? Refusal(Hello hello) =>
        hello.Protocol != Hello.ProtocolVersion
            ? $"This silo speaks version {Hello.ProtocolVersion} of the protocol, and who connects speaks version {hello.Protocol}: run the same version of Orleans on both."
            : hello.ClusterId != cluster.Value.ClusterId
                ? $"This silo belongs to the cluster \"{cluster.Value.ClusterId}\", and who connects to \"{hello.ClusterId}\": set ClusterOptions.ClusterId alike."
                : null;
}
