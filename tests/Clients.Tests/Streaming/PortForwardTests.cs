using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Streaming;

/// <summary>kubectl port-forward.</summary>
public sealed partial class PortForwardTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Requests_one_after_another_and_at_the_same_time_are_answered_by_the_pod()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ServingPodAsync("web");
        await using var forward = ns.Kubectl.Start("port-forward", "pod/web", ":8080");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{await PortAsync(forward)}") };

        Assert.StartsWith("hello from web,", await http.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => http.GetStringAsync(new Uri("/", UriKind.Relative))));
        Assert.All(answers, answer => Assert.StartsWith("hello from web,", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Much_data_passes_both_ways()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var echo = await ns.ReadyPodAsync(Manifests.Pod("echo", Manifests.Script("nc -ll -p 9000 -e cat")));
        await ns.Cluster.EventuallyAsync(() => ConnectsAsync(echo.Text("status.podIP")!, 9000), "the pod listens");
        await using var forward = ns.Kubectl.Start("port-forward", "pod/echo", ":9000");
        using var connection = new System.Net.Sockets.TcpClient("127.0.0.1", await PortAsync(forward));
        var stream = connection.GetStream();
        var sent = new byte[4 * 1024 * 1024];
        new Random(7).NextBytes(sent);
        var received = new byte[sent.Length];

        var sending = stream.WriteAsync(sent).AsTask();
        await stream.ReadExactlyAsync(received).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        await sending;
        Assert.Equal(sent, received);
        connection.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Assert.Equal(0, await stream.ReadAsync(received).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Port_on_which_nobody_listens_is_told_to_whoever_forwards()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("web", Manifests.Hello()));
        await using var forward = ns.Kubectl.Start("port-forward", "pod/web", ":81");
        using var connection = new System.Net.Sockets.TcpClient("127.0.0.1", await PortAsync(forward));

        await forward.LineAsync("error forwarding port 81 to pod web: connection refused");
    }

    private static async Task<bool> ConnectsAsync(string address, int port)
    {
        using var connection = new System.Net.Sockets.TcpClient();
        await connection.ConnectAsync(address, port);
        return true;
    }

    private static async Task<int> PortAsync(RunningClient forward) => int.Parse(
        Listening().Match(await forward.LineAsync("Forwarding from 127.0.0.1:")).Groups["port"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"127\.0\.0\.1:(?<port>\d+) ->")]
    private static partial Regex Listening();
}
