using System.Net.Sockets;
using System.Text;
using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Limits;

/// <summary>Whoever is too slow is cut off, so that a place is not kept from others.</summary>
public sealed class SlowClientTests
{
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
        Assert.Equal(200, (await host.GetAsync(Samples.Pods)).Code);
    }
}
