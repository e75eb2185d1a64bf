using Orchestrator.Agent.Devices;
using Orchestrator.Agent.Telemetry;
using Orchestrator.Agent.Volumes;
using Orchestrator.Containers;
using Orchestrator.Planning.Configuration;
using Orchestrator.Planning.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>The making of a run.</summary>
internal sealed partial class ContainerSteps
{
    private async Task<Action<ContainerSlot>> CreateAsync(ContainerSlot slot, ContainerStep.Create create, CancellationToken cancellationToken)
    {
        await RemoveAsync(slot, create.Forget, cancellationToken);
        var made = await TryCreateAsync(slot, create, cancellationToken);
        return known =>
        {
            known.Drop(create.Forget);
            made(known);
        };
    }

    private async Task<Action<ContainerSlot>> TryCreateAsync(ContainerSlot slot, ContainerStep.Create create, CancellationToken cancellationToken)
    {
        var place = scope.HasSandbox ? new RunPlace { SandboxId = slot.View.SandboxId!, Address = scope.Address } : await scope.OwnPlaceAsync(cancellationToken);
        if (place is null)
        {
            return SetBack(ContainerReason.CreateContainerError, $"The subnet of the node's network {_services.Network.Name} has no free address.");
        }

        var changes = scope.Configuration.Changes;
        try
        {
            return await CreateAtAsync(slot, create, place, cancellationToken);
        }
        catch (ConfigException e)
        {
            Warn("Failed", $"Error: {e.Message}");
            return SetBack(ContainerReason.CreateContainerConfigError, e.Message) + (known => RetryChanged(known, changes));
        }
        catch (Exception e) when (e is ContainerConfigException or VolumeException)
        {
            Warn("Failed", $"Error: {e.Message}");
            return SetBack(ContainerReason.CreateContainerConfigError, e.Message);
        }
        catch (DeviceTakenException e)
        {
            return SetBack(ContainerReason.CreateContainerError, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Warn("Failed", $"Error: {e.Message}");
            return SetBack(ContainerReason.CreateContainerError, $"The node's data folder can't be used: {e.Message}");
        }
        catch (EngineException e) when (e.Fault == EngineFault.NotFound)
        {
            // The image went away since it was looked for: look again.
            return SetBack(ContainerReason.CreateContainerError, e.Message) + (known => known.ForgetImage());
        }
        catch (EngineException e) when (e.Fault != EngineFault.Unavailable)
        {
            Warn("Failed", $"Error: {e.Message}");
            return SetBack(ContainerReason.CreateContainerError, e.Message);
        }
    }

    // What was missing may have come while it was being told that it is missing, and nobody would tell again.
    private void RetryChanged(ContainerSlot slot, int changes)
    {
        if (scope.Configuration.Changes != changes)
        {
            slot.Reconfigured();
        }
    }

    private async Task<Action<ContainerSlot>> CreateAtAsync(ContainerSlot slot, ContainerStep.Create create, RunPlace place, CancellationToken cancellationToken)
    {
        var spec = ContainerSpecs.Of(_services.Options, scope.Pod, await RequestAsync(slot, create, place, cancellationToken));
        await _services.Starts.WaitAsync(cancellationToken);
        try
        {
            // The turn may have come late: what is to be deleted by now is not made any more.
            if (scope.Pod.Metadata.DeletionTimestamp is not null)
            {
                return static _ => { };
            }

            var id = await EngineSteps.CreateOrAdoptAsync(_services.Engine, spec, cancellationToken);
            Say("Created", $"Created container: {slot.Name}");
            var started = await StartNowAsync(slot, id, cancellationToken);
            Count(create);
            return known =>
            {
                known.Made();
                started(known);
            };
        }
        finally
        {
            _services.Starts.Release();
        }
    }

    private async Task<Container> WithEnvironmentAsync(Container container, CancellationToken cancellationToken)
    {
        var contents = await scope.Configuration.ReadAsync(ConfigReferences.OfEnvironment(scope.Pod, container), cancellationToken);
        return ContainerEnvironment.Resolve(container, await scope.DescribeAsync(ContainerEnvironment.AsksForResources(container), cancellationToken), contents);
    }

    private async Task<RunRequest> RequestAsync(ContainerSlot slot, ContainerStep.Create create, RunPlace place, CancellationToken cancellationToken)
    {
        var pod = scope.Pod.Spec.SecurityContext;
        var own = slot.Container.SecurityContext ?? new SecurityContext();
        if (ContainerUser.Refusal(pod, own, slot.ImageUser) is { } refusal)
        {
            throw new ContainerConfigException(refusal);
        }

        var container = await WithEnvironmentAsync(slot.Container, cancellationToken);
        var files = slot.Files(create.Attempt);
        files.EnsureMessage();
        var message = new ContainerMount { Source = files.Message, Target = container.TerminationMessagePath ?? "/dev/termination-log" };
        return new RunRequest
        {
            Container = container,
            Role = slot.View.Role,
            Attempt = create.Attempt,
            Backoff = create.Backoff,
            Place = place,
            ImageUser = slot.ImageUser,
            Mounts = [.. _services.Volumes.MountsOf(scope.Pod, container), message],
            Devices = await _services.Devices.GiveAsync(scope.Pod, container.Name, scope.Devices, cancellationToken),
            SecurityOptions = ContainerProfiles.Of(pod, own, _services.Folder.Seccomp),
        };
    }

    private void Count(ContainerStep.Create create)
    {
        if (create.Attempt > 0)
        {
            AgentTelemetry.Restarts.Add(1);
        }
        else
        {
            AgentTelemetry.StartDuration.Record((_services.Clock.GetUtcNow() - scope.BegunAt).TotalSeconds);
        }
    }
}
