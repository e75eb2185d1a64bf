using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Planning.Deployments;

namespace Orchestrator.Planning.Tests.Deployments;

/// <summary>A replica set that does what it is asked for only when it gets its turn, and that tells how it is only when it reports.</summary>
internal sealed class ModelReplicaSet(string name, string hash, DateTimeOffset createdAt)
{
    private int generation = 1;
    private int observed;
    private int reportedGeneration;
    private (int Pods, int Available, int Terminating) reported;

    public string Name => name;

    public string Hash => hash;

    public int Desired { get; private set; }

    /// <summary>One entry for each pod: whether it is available.</summary>
    public List<bool> Pods { get; } = [];

    public int Terminating { get; set; }

    public ImmutableSortedDictionary<string, string> Annotations { get; private set; } = ImmutableSortedDictionary<string, string>.Empty;

    public int Available => Pods.Count(available => available);

    public void Ask(int replicas, ImmutableSortedDictionary<string, string> annotations)
    {
        Annotations = Annotations.SetItems(annotations);
        if (Desired != replicas)
        {
            Desired = replicas;
            generation++;
        }
    }

    /// <summary>Creates what is missing, and deletes what is too much: pods that are not available first.</summary>
    public void Reconcile()
    {
        observed = generation;
        while (Pods.Count < Desired)
        {
            Pods.Add(false);
        }

        while (Pods.Count > Desired)
        {
            Pods.RemoveAt(Math.Max(0, Pods.IndexOf(false)));
            Terminating++;
        }
    }

    /// <summary>Takes notice of its size, says so, and has done nothing about it yet.</summary>
    public void Notice()
    {
        observed = generation;
        Report();
    }

    /// <summary>Tells how it is: from now on the deployment sees this.</summary>
    public void Report()
    {
        reportedGeneration = observed;
        reported = (Pods.Count, Available, Terminating);
    }

    /// <summary>What the deployment sees: its own writes at once, and the rest as last reported.</summary>
    public ReplicaSetSummary Seen() => new()
    {
        Name = name,
        Uid = $"uid-{name}",
        TemplateHash = hash,
        Revision = long.Parse(Annotations[DeploymentAnnotation.Revision], CultureInfo.InvariantCulture),
        Desired = Desired,
        Replicas = reported.Pods,
        Ready = reported.Available,
        Available = reported.Available,
        Terminating = reported.Terminating,
        Observed = reportedGeneration == generation,
        CreatedAt = createdAt,
        Annotations = Annotations,
    };
}
