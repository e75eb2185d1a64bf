using System.Collections.Immutable;

namespace Orchestrator.Host.Client.Doctoring;

/// <summary>All checks, one after the other.</summary>
internal sealed class Examination(ClientSession session, DoctorSettings settings)
{
    private const int DataEvictsBelow = 10;

    /// <summary>Looks at everything.</summary>
    public async Task<ImmutableArray<Check>> RunAsync(CancellationToken cancellationToken)
    {
        var database = new DatabaseChecks(session.Surroundings, settings.Cluster);
        var machine = new MachineChecks();
        var checks = ImmutableArray.CreateBuilder<Check>();
        checks.AddRange(await database.LookAsync(cancellationToken));
        if (settings.IsWorker)
        {
            checks.AddRange(await new EngineChecks(session.Surroundings).LookAsync(cancellationToken));
            checks.Add(FolderSpace.Of("data's disk", settings.DataFolder, DataEvictsBelow));
            checks.Add(machine.PodSubnets(settings.Subnets));
        }

        checks.AddRange(machine.Limits());
        checks.AddRange(MachineChecks.PortsInUse(database.Silos));
        checks.AddRange(settings.TlsFolder is { } folder ? CertificateChecks.Look(folder, session.Surroundings.Time.GetUtcNow()) : []);
        checks.AddRange(await new ApiChecks(session).LookAsync(cancellationToken));
        return checks.ToImmutable();
    }
}
