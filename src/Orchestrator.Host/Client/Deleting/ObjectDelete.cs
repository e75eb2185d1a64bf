using System.Net;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Printing;
using Orchestrator.Host.Client.Resources;
using Orchestrator.Planning.Retrying;

namespace Orchestrator.Host.Client.Deleting;

/// <summary>Deletes one object, and waits until one is gone.</summary>
internal sealed class ObjectDelete(ClientSession session, DeleteRequest request)
{
    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));

    /// <summary>Asks for the deletion, and prints that it was accepted.</summary>
    /// <returns>The deletion; null where there was nothing to delete, and that is all right.</returns>
    public async Task<Deletion?> DeleteAsync(ApiResource kind, string? namespaceName, string name, CancellationToken cancellationToken)
    {
        var path = kind.Path(namespaceName, name);
        try
        {
            var answer = await session.Api.SendAsync(HttpMethod.Delete, path, request.ToJson(), ApiClient.Json, cancellationToken);
            var label = Printable.Line($"{kind.QualifiedName} \"{name}\"");
            await session.Out.WriteLineAsync($"{label} deleted");
            return new Deletion(path, label, answer.Text("metadata", "uid") ?? answer.Text("details", "uid") ?? "");
        }
        catch (ApiFailure failure) when (failure.Code == HttpStatusCode.NotFound && request.IgnoresNotFound)
        {
            return null;
        }
    }

    /// <summary>Waits until the object is gone, or another has its name. Only the token ends it sooner.</summary>
    public async Task WaitAsync(Deletion deletion, CancellationToken cancellationToken)
    {
        var pause = Pauses.First;
        while (await IsThereAsync(deletion, cancellationToken))
        {
            await Task.Delay(pause, session.Surroundings.Time, cancellationToken);
            pause = Pauses.Next(pause);
        }
    }

    private async Task<bool> IsThereAsync(Deletion deletion, CancellationToken cancellationToken)
    {
        try
        {
            var current = await session.Api.GetAsync(deletion.Path, ApiClient.Json, cancellationToken);
            return deletion.Uid.Length == 0 || current.Text("metadata", "uid") == deletion.Uid;
        }
        catch (ApiFailure failure) when (failure.Code == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
