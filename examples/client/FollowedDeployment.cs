using Orchestrator.Contracts;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Examples.Client;

/// <summary>A deployment that is made, followed and deleted over its grain.</summary>
internal sealed class FollowedDeployment(IDeploymentGrain grain, TimeProvider time, TextWriter output)
{
    private const string Label = "app";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Creates it, or changes what is there of it.</summary>
    public async Task DeployAsync(string ns, string name, string image, int replicas, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wanted = new Deployment
        {
            Metadata = new ObjectMeta { Namespace = ns, Name = name },
            Spec = new DeploymentSpec
            {
                Replicas = replicas,
                Selector = new LabelSelector { MatchLabels = LabelsOf(name) },
                Template = new PodTemplateSpec
                {
                    Metadata = new ObjectMeta { Labels = LabelsOf(name) },
                    Spec = new PodSpec { Containers = [new Container { Name = "main", Image = image, ImagePullPolicy = "IfNotPresent" }] },
                },
            },
        };
        if (await grain.Read() is not { } present)
        {
            await grain.Create(wanted, WriteOptions.Default);
            await output.WriteLineAsync($"created {name}");
            return;
        }

        // Only if nobody has changed it since it was read: a grain refuses another revision with a conflict.
        await grain.Replace(present.Resource with { Spec = wanted.Spec }, new WriteOptions { ExpectedRevision = present.Revision });
        await output.WriteLineAsync($"changed {name}");
    }

    /// <summary>Prints each change of its status until all replicas are of the new template and available.</summary>
    public async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        for (var printed = ""; ;)
        {
            var deployment = (await grain.Read())?.Resource ?? throw new InvalidOperationException("The deployment was deleted meanwhile.");
            var (status, wanted) = (deployment.Status, deployment.Spec.Replicas ?? 1);
            var line = $"{status.UpdatedReplicas} of {wanted} started, {status.ReadyReplicas} ready, {status.AvailableReplicas} available";
            if (line != printed)
            {
                await output.WriteLineAsync(printed = line);
            }

            if (status.ObservedGeneration >= deployment.Metadata.Generation && status.UpdatedReplicas == wanted && status.AvailableReplicas == wanted && status.Replicas == wanted)
            {
                await output.WriteLineAsync("ready");
                return;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Deletes it after its pods, and waits until it is gone.</summary>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await grain.Delete(new DeleteRequest { Propagation = Propagation.Foreground });
        while (await grain.Read() is not null)
        {
            await Task.Delay(Pause, time, cancellationToken);
        }

        await output.WriteLineAsync("deleted");
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> LabelsOf(string name) =>
        System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add(Label, name);
}
