using System.Net.Sockets;
using System.Text;
using Gateway.Tests.Fixtures;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Gateway.Tests.Limits;

/// <summary>Whoever is too slow is cut off, so that a place is not kept from others.</summary>
public sealed class SlowClientTests
{
    private const int LargeObjects = 200;
    private const int LargeChars = 100_000;

    [Theory]
    [InlineData("POST /api/v1/namespaces/default/pods HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")]
    [InlineData("GET /api/v1/pods HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Never-Ending:")]
    public async Task Client_that_stops_in_the_midst_of_a_request_is_cut_off(string beginning)
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            options.ClientGracePeriod = TimeSpan.FromSeconds(1.5);
            options.HeadersTimeout = TimeSpan.FromSeconds(1.5);
        });
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port, bound.Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning), bound.Token);

        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 408", await reader.ReadToEndAsync(bound.Token));

        // On a busy machine this client may be too slow as well.
        await Eventually.True(async () => (await host.GetAsync(Samples.Pods)).Code == 200, "others are served");
    }

    /// <summary>Whoever asks for much and takes none of it keeps a place from others only for as long as the slowest client may need for what was sent.</summary>
    [Fact]
    public async Task Client_that_takes_nothing_of_its_answer_is_cut_off()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            options.ClientGracePeriod = TimeSpan.FromSeconds(2);
            options.AnswerBytesPerSecondMin = 256 * 1024;
            (options.RequestsInFlightMax, options.SystemRequestsInFlightMax) = (1, 1);
        });
        for (var i = 0; i < LargeObjects; i++)
        {
            host.Resources.Put(new ConfigMap { Metadata = new ObjectMeta { Name = $"large-{i}", Namespace = "default", Uid = $"uid-{i}" }, Data = StringMap.Of(("text", new string('x', LargeChars))) });
        }

        // Whoever has an answer has a place, for as long as it is being sent.
        using var one = await AskAsync(host);
        using var other = await AskAsync(host);

        await Eventually.True(async () => (await host.GetAsync(Samples.Pods)).Code == 200, "a place is free again, although neither of them has taken anything");
        Assert.True(await TakeAsync(one) + await TakeAsync(other) < 2L * LargeObjects * LargeChars, "both have been sent all of it");
    }

    // A small window, so that little of the answer is on its way. Looks at how it begins, and takes nothing.
    private static async Task<TcpClient> AskAsync(GatewayHost host)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        await client.GetStream().WriteAsync("GET /api/v1/namespaces/default/configmaps HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"u8.ToArray());
        var beginning = new byte["HTTP/1.1 200".Length];
        await Eventually.True(
            async () => await client.Client.ReceiveAsync(beginning, SocketFlags.Peek) == beginning.Length && Encoding.ASCII.GetString(beginning) == "HTTP/1.1 200", "it is answered");
        return client;
    }

    // What is left of the answer, which ends early where the server has cut it off.
    private static async Task<long> TakeAsync(TcpClient client)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var taken = 0L;
        try
        {
            var piece = new byte[64 * 1024];
            for (var read = -1; read != 0; taken += read)
            {
                read = await client.GetStream().ReadAsync(piece, bound.Token);
            }
        }
        catch (IOException)
        {
            // Cut off with a reset.
        }

        return taken;
    }
}
