using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Deleting;

/// <summary>Deletes several objects; one that fails does not keep the others.</summary>
internal sealed class DeleteRun(ClientSession session, DeleteRequest request)
{
    private readonly ObjectDelete _delete = new(session, request);
    private readonly List<Deletion> _accepted = [];

    public bool Failed { get; private set; }

    public async Task DeleteNamedAsync(string[] words, CancellationToken cancellationToken)
    {
        var asked = await ResourceArguments.ReadAsync(words, session.Discovery, cancellationToken);
        if (asked.Any(one => one.Names.IsEmpty))
        {
            throw ClientException.Misuse("name the objects to delete: KIND NAME... or KIND/NAME...");
        }

        foreach (var (kind, name) in asked.SelectMany(one => one.Names.Select(name => (one.Resource, name))))
        {
            await TryAsync("", () => _delete.DeleteAsync(kind, session.Namespace, name, cancellationToken));
        }
    }

    public async Task DeleteAsync(string[] files, CancellationToken cancellationToken)
    {
        var reader = new ManifestReader(session);
        var manifests = await reader.ReadAsync(files, cancellationToken);
        Failed |= reader.Failed;
        foreach (var manifest in manifests)
        {
            await TryAsync(manifest.Label, async () =>
            {
                var kind = await manifest.FindKindAsync(session.Discovery, cancellationToken);
                return await _delete.DeleteAsync(kind, manifest.NamespaceFor(kind, session), manifest.Name, cancellationToken);
            });
        }
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        foreach (var deletion in _accepted)
        {
            await TryAsync(deletion.Label, async () =>
            {
                await _delete.WaitAsync(deletion, cancellationToken);
                return null;
            });
        }
    }

    private async Task TryAsync(string about, Func<Task<Deletion?>> act)
    {
        try
        {
            if (await act() is { } deletion)
            {
                _accepted.Add(deletion);
            }
        }
        catch (ClientException failure) when (failure.ExitCode == ExitCode.Refused)
        {
            Failed = true;
            await session.ReportAsync(about, failure);
        }
    }
}
