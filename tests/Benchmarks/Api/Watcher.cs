using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;

namespace Orchestrator.Benchmarks.Api;

/// <summary>A client that watches the config maps of a namespace, and goes on from what it saw last when its watch ends, as clients do.</summary>
/// <param name="client">HTTP of the gateway, without a timeout.</param>
/// <param name="path">The path of the list that is watched.</param>
/// <param name="from">The version of the list that it has seen.</param>
/// <param name="seen">Is told the name of each object that was added.</param>
internal sealed class Watcher(HttpClient client, string path, long from, Action<string> seen)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = from;

    /// <summary>Done when the server has begun to answer the first watch.</summary>
    public Task Open => _open.Task;

    /// <summary>How often it was answered with an error after which a client has to list again.</summary>
    public int Expired { get; private set; }

    /// <summary>Watches until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // The gateway is away; what it sends afterwards is what counts.
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var asked = string.Create(CultureInfo.InvariantCulture, $"{path}?watch=true&allowWatchBookmarks=true&resourceVersion={_version}");
        using var answer = await client.GetAsync(new Uri(asked, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        _open.TrySetResult();
        var reader = PipeReader.Create(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                See(buffer.Slice(0, end));
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                await reader.CompleteAsync();
                return;
            }
        }
    }

    private void See(ReadOnlySequence<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var (type, subject) = (document.RootElement.GetProperty("type").GetString(), document.RootElement.GetProperty("object"));
        if (type == "ERROR")
        {
            Expired++;
            return;
        }

        var metadata = subject.GetProperty("metadata");
        _version = long.Parse(metadata.GetProperty("resourceVersion").GetString()!, CultureInfo.InvariantCulture);
        if (type == "ADDED")
        {
            seen(metadata.GetProperty("name").GetString()!);
        }
    }
}
