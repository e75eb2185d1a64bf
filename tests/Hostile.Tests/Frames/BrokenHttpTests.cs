using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Orchestrator.Hostile.Tests.Mutation;
using Orchestrator.Hostile.Tests.Support;

namespace Orchestrator.Hostile.Tests.Frames;

/// <summary>What is no HTTP, or two requests in one for who reads it another way.</summary>
[Collection(HostileCollection.Name)]
public sealed class BrokenHttpTests(HostileCluster hostile)
{
    private const int ChangesMax = 4;
    private const int RequestsPerConnection = 100;
    private const int Connections = 150;
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(60);

    private static readonly string[] Right =
    [
        "GET /api/v1/namespaces/hostile/configmaps?limit=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n",
        "POST /api/v1/namespaces/hostile/configmaps?dryRun=All HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 30\r\n\r\n{\"metadata\":{\"name\":\"broken\"}}",
        "POST /api/v1/namespaces/hostile/configmaps?dryRun=All HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n1e\r\n{\"metadata\":{\"name\":\"broken\"}}\r\n0\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0",
    ];

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 6")]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Transfer-Encoding: gzip")]
    [InlineData("Transfer-Encoding : chunked")]
    [InlineData("X\0Y: 1")]
    [InlineData(" folded: 1")]
    public async Task Head_that_could_be_read_two_ways_is_refused(string header)
    {
        var answer = await AnswerAsync(Encoding.Latin1.GetBytes($"POST /api/v1/namespaces/hostile/configmaps?dryRun=All HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}\r\n\r\nGET /version HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));

        // Whoever closes with bytes unread may take their own answer back; what counts is that the second request is nobody's.
        Assert.DoesNotMatch("HTTP/1.1 [^4]", answer);
        Assert.DoesNotContain("gitVersion", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mutated_bytes_of_requests_are_refused_or_served_and_the_connection_ends()
    {
        var random = new Random(Volume.Seed);
        var connections = (Volume.Requests ?? 0) / RequestsPerConnection;
        for (var connection = 0; connection < Math.Max(connections, Connections); connection++)
        {
            var bytes = Encoding.Latin1.GetBytes(Right[random.Next(Right.Length)]);
            for (var changes = random.Next(1, ChangesMax); changes > 0; changes--)
            {
                bytes = ByteMutation.Change(bytes, random);
            }

            var answer = await AnswerAsync(bytes);

            // 505 tells the sender which versions of HTTP are spoken here: it is no fault of the server's.
            Assert.False(Regex.IsMatch(answer, "HTTP/1.1 5(?!05)"), $"seed {Volume.Seed}, connection {connection}, base64 {Convert.ToBase64String(bytes)}: {answer}");
        }

        await hostile.RequireWellAsync();
    }

    private async Task<string> AnswerAsync(byte[] bytes)
    {
        using var client = new TcpClient(hostile.Cluster.Address.Host, hostile.Cluster.Address.Port);
        var stream = client.GetStream();
        using var read = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes).AsTask().WaitAsync(HangsAfter);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(read).WaitAsync(HangsAfter);
        }
        catch (Exception reset) when (reset is IOException or SocketException)
        {
            // The server closed before it had read everything; what it said before counts.
        }
        catch (TimeoutException)
        {
            Assert.Fail($"seed {Volume.Seed}: the connection hangs after base64 {Convert.ToBase64String(bytes)}");
        }

        return Encoding.UTF8.GetString(read.ToArray());
    }
}
