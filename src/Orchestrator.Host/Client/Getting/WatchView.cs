using System.Net;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Printing;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Getting;

/// <summary>Shows objects, and then each change. A watch that ends is taken up where it ended, or from a new list where the server no longer knows that place.</summary>
internal sealed class WatchView
{
    private const int FailuresMax = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ClientSession _session;
    private readonly Selectors _selectors;
    private readonly string _path;
    private readonly ObjectList _lists;
    private readonly WatchedObjects _objects;
    private readonly string _accept;
    private int _failures;

    public WatchView(ClientSession session, View view, Asked what)
    {
        _session = session;
        _selectors = what.Names is [var name] ? new Selectors(Fields: $"metadata.name={name}") : view.Selectors;
        _path = what.Resource.Path(view.Namespace);
        _lists = new ObjectList(session.Api);
        _objects = new WatchedObjects(session, view, what.Resource);
        _accept = view.IsTable ? Table.Accept : ApiClient.Json;
    }

    public async Task<int> ShowAsync(CancellationToken cancellationToken)
    {
        string? version = null;
        while (true)
        {
            version ??= await ListAsync(cancellationToken);
            version = await WatchAsync(version, cancellationToken);
            // A server that ends each watch at once is not asked without a pause.
            await Task.Delay(Pause, _session.Surroundings.Time, cancellationToken);
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var pages = await _lists.ReadAsync(_path, _selectors, _accept, cancellationToken);
        await _objects.ListedAsync(pages);
        return pages[^1].Text("metadata", "resourceVersion") is { Length: > 0 } version
            ? version
            : throw new ClientException("the server's list has no resourceVersion, from which it could be watched");
    }

    /// <summary>Watches until the watch ends.</summary>
    /// <returns>The version to go on from; null to list again.</returns>
    private async Task<string?> WatchAsync(string from, CancellationToken cancellationToken)
    {
        var version = from;
        try
        {
            var query = _selectors.Query(("watch", "true"), ("allowWatchBookmarks", "true"), ("resourceVersion", from));
            await using var stream = await _session.Api.OpenAsync(_path + query, _accept, cancellationToken);
            await foreach (var change in WatchStream.ReadAsync(stream, cancellationToken))
            {
                var subject = change["object"] as JsonObject ?? throw new ClientException("the server's watch sent an event without an object");
                if (change.Text("type") == "ERROR")
                {
                    throw RefusalReader.OfStatus(subject);
                }

                _failures = 0;
                version = VersionOf(subject) ?? version;
                if (change.Text("type") != "BOOKMARK")
                {
                    await _objects.ChangedAsync(subject, isGone: change.Text("type") == "DELETED");
                }
            }
        }
        catch (ApiFailure expired) when (expired.Code == HttpStatusCode.Gone && ++_failures <= FailuresMax)
        {
            return null;
        }
        catch (ClientException away) when (away.ExitCode == ExitCode.Unreachable && ++_failures <= FailuresMax)
        {
            return version;
        }

        return version;
    }

    private static string? VersionOf(JsonObject subject) =>
        subject.Text("metadata", "resourceVersion") is { Length: > 0 } version ? version
        : subject.Items("rows").FirstOrDefault().Text("object", "metadata", "resourceVersion");
}
