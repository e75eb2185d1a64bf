using Orchestrator.Benchmarks.Cluster;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit.Machines;

namespace Orchestrator.Benchmarks.Loss;

/// <summary>A cluster of ours with a deployment on it.</summary>
internal sealed class OurMachines : IMachinesUnderLoss, IDisposable
{
    private const string Deployment = "hello";
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private OurMachines(MachineCluster cluster)
    {
        Cluster = cluster;
        Apis = [.. cluster.Controls.Select(control => new KubeApi(control.Address))];
        Engines = [.. cluster.Machines.Select(machine => new RawEngine(machine.Engine))];
        Containers = [.. Engines.Select(engine => new LabelledContainers(engine, $"orchestrator.cluster={cluster.Name}"))];
    }

    /// <inheritdoc/>
    public string Who => "ours";

    /// <summary>The cluster.</summary>
    public MachineCluster Cluster { get; }

    /// <summary>The API of each silo that has it.</summary>
    public IReadOnlyList<KubeApi> Apis { get; }

    /// <summary>The engine of each machine.</summary>
    public IReadOnlyList<RawEngine> Engines { get; }

    /// <summary>The cluster's containers on each machine.</summary>
    public IReadOnlyList<LabelledContainers> Containers { get; }

    private KubeApi Api => Apis[0];

    /// <summary>Starts a cluster, lets it be used once it is ready and has a deployment without replicas, and ends it. What fails meanwhile is told with the end of the silos' output.</summary>
    public static async Task<T> UseAsync<T>(MachineClusterOptions options, Func<OurMachines, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var cluster = await MachineCluster.StartAsync(options with { Durable = true });
        using var ours = new OurMachines(cluster);
        try
        {
            await ours.WaitForAllAsync(cancellationToken);
            await ours.Api.CreateDeploymentAsync(Manifests.Deployment(Deployment), cancellationToken);
            return await use(ours);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new MeasurementException($"{exception.Message}\n{cluster.LastLines()}", exception);
        }
    }

    /// <inheritdoc/>
    public async Task SpreadAsync(int replicas, CancellationToken cancellationToken)
    {
        await ScaleToNoneAsync(cancellationToken);
        await ScaleAsync(replicas, cancellationToken);
        foreach (var containers in Containers)
        {
            await containers.WaitForRunningAsync(replicas / Engines.Count, Within, cancellationToken);
        }
    }

    /// <summary>Scales the deployment up, and waits until the API says that all replicas are ready.</summary>
    public async Task ScaleAsync(int replicas, CancellationToken cancellationToken)
    {
        await Api.ScaleAsync(Deployment, replicas, cancellationToken);
        await Wait.UntilAsync(
            async token => await Api.ReadyReplicasAsync(Deployment, token) is var ready && ready == replicas ? null : $"{ready} are ready",
            $"{replicas} ready replicas",
            Within,
            Pause,
            cancellationToken);
    }

    /// <summary>Scales the deployment to none, and waits until no container is left.</summary>
    public async Task ScaleToNoneAsync(CancellationToken cancellationToken)
    {
        await Api.ScaleAsync(Deployment, 0, cancellationToken);
        foreach (var containers in Containers)
        {
            await containers.WaitForNoneAsync(Within, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsLostAsync(int machine, CancellationToken cancellationToken) => !await Api.IsNodeReadyAsync(Node(machine), cancellationToken);

    /// <inheritdoc/>
    public Task StartOnAsync(int machine) => Cluster.Workers[machine].StartAsync();

    /// <inheritdoc/>
    public async Task WaitForAllAsync(CancellationToken cancellationToken)
    {
        foreach (var api in Apis)
        {
            foreach (var worker in Cluster.Workers)
            {
                await Wait.UntilAsync(
                    async token =>
                    {
                        await Cluster.EnsureRunningAsync();
                        return await api.UnreadyAsync(worker.Name, token);
                    },
                    $"the node {worker.Name} is ready",
                    ReadyWithin,
                    Pause,
                    cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<int> RunningAsync(int machine, CancellationToken cancellationToken) => (await Containers[machine].IdsAsync(runningOnly: true, cancellationToken)).Count;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var one in Apis.Concat<IDisposable>(Engines))
        {
            one.Dispose();
        }
    }

    private string Node(int machine) => Cluster.Workers[machine].Name;
}
