using Orchestrator.Agent.Devices;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.TestKit.Devices;

namespace Orchestrator.Agent.Tests.Devices;

/// <summary>A node with GPUs, from what its driver's program prints to what its engine is asked for.</summary>
public sealed class GpuNodeTests
{
    private static readonly string[] VisibleVoid = ["NVIDIA_VISIBLE_DEVICES=void"];

    [Fact]
    public async Task Node_offers_its_gpus_by_id_with_memory_and_how_close_they_are()
    {
        await using var machine = new GpuMachine();
        machine.World.Options.Devices.TimeSlices = 4;
        await machine.World.StartAgentAsync();
        await machine.OffersAsync(offer => offer.Closeness.Length == 4);

        Assert.Equal(Enumerable.Range(0, 4).Select(Smi.Uuid), machine.Gpus.Devices.Select(device => device.Id));
        Assert.All(machine.Gpus.Devices, device => Assert.Equal((true, 81559L << 20, 4), (device.Healthy, device.MemoryBytes, device.Slices)));
        Assert.Equal(("orchestrator.dev/gpu-memory", "nvidia.com/gpu.shared"), (machine.Gpus.MemoryResource, machine.Gpus.SliceResource));
        Assert.Equal([1000, 10, 112, 0], machine.Gpus.Closeness[0].ToArray());
        Assert.Equal("NVIDIA-H100-80GB-HBM3", machine.Reported!.Labels["nvidia.com/gpu.product"]);
    }

    [Fact]
    public async Task Container_is_made_with_the_devices_of_its_pod_and_others_see_none()
    {
        await using var machine = new GpuMachine();
        await machine.World.StartAgentAsync();
        await machine.OffersAsync();

        var gpu = await machine.RunAsync("trains", GpuMachine.Asking("trains", 2), Smi.Uuid(3), Smi.Uuid(1));
        var none = await machine.World.RunUntilReportedAsync(Samples.Pod("serves"));

        var request = Assert.Single(machine.World.Engine.SpecOf(gpu).DeviceRequests);
        Assert.Equal(("", "gpu", $"{Smi.Uuid(3)} {Smi.Uuid(1)}"), (request.Driver, string.Join(' ', request.Capabilities), string.Join(' ', request.Ids)));
        Assert.Equal(
            [("nvidia.com/gpu", Smi.Uuid(3), "Healthy"), ("nvidia.com/gpu", Smi.Uuid(1), "Healthy")],
            machine.World.ControlPlane.StatusOf("uid-trains")!.AllocatedResourcesStatus.SelectMany(status => status.Resources.Select(device => (status.Name, device.ResourceId, device.Health!))));
        Assert.Empty(machine.World.Engine.SpecOf(gpu).Environment.Intersect(VisibleVoid));
        Assert.Empty(machine.World.Engine.SpecOf(none).DeviceRequests);
        Assert.Equal(VisibleVoid, machine.World.Engine.SpecOf(none).Environment);
    }

    [Fact]
    public async Task Containers_of_one_pod_have_devices_of_their_own()
    {
        await using var machine = new GpuMachine();
        await machine.World.StartAgentAsync();
        await machine.OffersAsync();
        var pod = Samples.Pod("two");
        pod = pod with { Spec = pod.Spec with { Containers = [GpuMachine.Asking("two", 1).Spec.Containers[0], GpuMachine.Asking("two", 1).Spec.Containers[0] with { Name = "second" }, pod.Spec.Containers[0] with { Name = "third" }] } };

        machine.World.Agent.Accept(machine.World.ControlPlane.Bind(pod, [.. GpuMachine.Leases("two", Smi.Uuid(0), Smi.Uuid(2))]));
        await World.UntilAsync(() => machine.World.IsWhole("uid-two"), "all of it runs");

        Assert.Equal(
            [("main", Smi.Uuid(0)), ("second", Smi.Uuid(2)), ("third", "")],
            machine.World.Engine.Running.Select(container => (Name: container.Labels["orchestrator.container"], Ids: string.Join(' ', machine.World.Engine.SpecOf(container.Id).DeviceRequests.SelectMany(request => request.Ids))))
                .Where(container => container.Name.Length > 0).OrderBy(container => container.Name, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("28.3.3", "runc", DeviceInjection.Auto, "cdi")]
    [InlineData("28.3.3", "nvidia", DeviceInjection.Auto, "")]
    [InlineData("24.0.9", "runc", DeviceInjection.Auto, "")]
    [InlineData("24.0.9", "runc", DeviceInjection.Cdi, "cdi")]
    [InlineData("28.3.3", "runc", DeviceInjection.Request, "")]
    public async Task Gpu_goes_to_the_engine_in_the_words_that_it_takes(string version, string runtime, DeviceInjection injection, string driver)
    {
        await using var machine = new GpuMachine();
        (machine.World.Engine.Version, machine.World.Engine.Runtimes, machine.World.Options.Devices.Injection) = (version, [runtime], injection);
        await File.WriteAllTextAsync(Path.Combine(machine.Cdi, "nvidia.yaml"), """
            ---
            cdiVersion: 0.5.0
            kind: nvidia.com/gpu
            devices:
            - name: "0"
              containerEdits: {deviceNodes: [{path: /dev/nvidia0}]}
            - name: "1"
              containerEdits: {deviceNodes: [{path: /dev/nvidia1}]}
            - name: all
              containerEdits: {deviceNodes: [{path: /dev/nvidia0}, {path: /dev/nvidia1}]}
            containerEdits:
              env: [NVIDIA_VISIBLE_DEVICES=void]
            """);
        await machine.World.StartAgentAsync();
        await machine.OffersAsync();

        var spec = machine.World.Engine.SpecOf(await machine.RunAsync("trains", GpuMachine.Asking("trains", 1), Smi.Uuid(1)));

        var request = Assert.Single(spec.DeviceRequests);
        Assert.Equal((driver, driver == "cdi" ? "nvidia.com/gpu=1" : Smi.Uuid(1)), (request.Driver, Assert.Single(request.Ids)));
        Assert.Single(machine.Reported!.Offers);
    }

    [Fact]
    public async Task Other_devices_of_specifications_are_offered_to_an_engine_that_takes_them()
    {
        await using var machine = new GpuMachine();
        machine.World.Engine.Version = "28.3.3";
        await File.WriteAllTextAsync(Path.Combine(machine.Cdi, "broken.json"), "{");
        await File.WriteAllTextAsync(Path.Combine(machine.Cdi, "card.json"), """
            {"cdiVersion":"0.6.0","kind":"example.com/card","devices":[
              {"name":"0","containerEdits":{"deviceNodes":[{"path":"/dev/card0"}]}},
              {"name":"serial-7","containerEdits":{"deviceNodes":[{"path":"/dev/card0"}]}},
              {"name":"1","containerEdits":{"deviceNodes":[{"path":"/dev/card1"}]}},
              {"name":"pair","containerEdits":{"deviceNodes":[{"path":"/dev/card0"},{"path":"/dev/card1"}]}},
              {"name":"all","containerEdits":{}}]}
            """);
        await machine.World.StartAgentAsync();
        await machine.OffersAsync();

        var card = machine.Reported!.Offers.Single(offer => offer.Resource == "example.com/card");
        Assert.Equal(["example.com/card=0", "example.com/card=1"], card.Devices.Select(device => device.Id));
        var spec = machine.World.Engine.SpecOf(await machine.RunAsync("uses", GpuMachine.Asking("uses", 1, "example.com/card"), "example.com/card=1"));
        Assert.Equal(("cdi", "example.com/card=1"), (Assert.Single(spec.DeviceRequests).Driver, Assert.Single(spec.DeviceRequests[0].Ids)));
    }

    [Fact]
    public async Task Driver_that_never_worked_keeps_no_other_device_from_being_offered()
    {
        await using var machine = new GpuMachine();
        machine.World.Engine.Version = "28.3.3";
        machine.Smi.Say("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n", exit: 9);
        await WriteCardAsync(machine);
        await machine.World.StartAgentAsync();
        await World.UntilAsync(() => machine.Reported is not null, "the node is registered with its devices");

        Assert.True(machine.Reported!.GpusUnknown);
        Assert.Equal("example.com/card=0", Assert.Single(Assert.Single(machine.Reported.Offers).Devices).Id);
        machine.Smi.List(2);
        await machine.World.DriveUntilAsync(() => !machine.Reported.GpusUnknown, "the GPUs are told when they are known");
        Assert.Equal((2, 2), (machine.Reported.Offers.Length, machine.Gpus.Devices.Length));
    }

    // Pods that have some of the node's devices must not lose them to an engine that was only slow to come.
    [Fact]
    public async Task Devices_are_not_told_before_the_engine_was_asked_whether_it_takes_them()
    {
        await using var machine = new GpuMachine();
        machine.World.Engine.Version = "28.3.3";
        await WriteCardAsync(machine);
        machine.World.Options.Devices.Period = TimeSpan.FromMinutes(37);
        var second = machine.World.Clock.GetUtcNow() + machine.World.Options.Devices.Period;
        machine.World.Engine.GoAway(withContainers: false);
        await machine.World.StartAgentAsync();
        await World.UntilAsync(() => machine.World.Clock.IsAwaited(second), "the devices were looked at once");

        machine.World.Engine.ComeBack();
        await machine.World.DriveUntilAsync(() => machine.World.ControlPlane.Registration is not null, "the node is registered");
        Assert.Null(machine.Reported);

        await machine.World.DriveUntilAsync(() => machine.Reported is not null, "the devices are told", step: TimeSpan.FromSeconds(10));
        Assert.Equal(["nvidia.com/gpu", "example.com/card"], machine.Reported!.Offers.Select(offer => offer.Resource));
    }

    [Fact]
    public async Task Machine_without_the_driver_offers_nothing()
    {
        await using var machine = new GpuMachine();
        machine.World.Options.Devices.NvidiaSmi = Path.Combine(machine.World.Folder, "no-such-program");
        await machine.World.StartAgentAsync();
        await World.UntilAsync(() => machine.Reported is not null, "the node is registered");

        Assert.Empty(machine.Reported!.Offers);
        Assert.Empty(machine.Reported.Labels);
    }

    [Fact]
    public async Task Answer_that_is_not_understood_leaves_the_node_with_what_it_had()
    {
        await using var machine = new GpuMachine();
        machine.Smi.Say("Failed to initialize NVML: Driver/library version mismatch\n", exit: 18);
        await machine.World.StartAgentAsync();
        await machine.World.DriveUntilAsync(() => machine.Reported is not null, "the node is registered, and says so");
        Assert.True(machine.Reported is { GpusUnknown: true, Offers.IsEmpty: true });

        machine.Smi.List(2);
        await machine.World.DriveUntilAsync(() => !machine.Reported.GpusUnknown, "the devices are told when they are known");
        Assert.Equal(2, machine.Gpus.Devices.Length);
    }

    [Fact]
    public async Task Program_that_cannot_be_started_leaves_the_node_with_what_it_had()
    {
        await using var machine = new GpuMachine();
        var mode = File.GetUnixFileMode(machine.Smi.Path);
        File.SetUnixFileMode(machine.Smi.Path, UnixFileMode.UserRead);
        await machine.World.StartAgentAsync();
        await machine.World.DriveUntilAsync(() => machine.Reported is not null, "the node is registered, and says so");
        Assert.True(machine.Reported is { GpusUnknown: true, Offers.IsEmpty: true });

        File.SetUnixFileMode(machine.Smi.Path, mode);
        await machine.World.DriveUntilAsync(() => !machine.Reported.GpusUnknown, "the devices are told when they are known");
        Assert.Equal(4, machine.Gpus.Devices.Length);
    }

    [Fact]
    public async Task Gpu_that_is_lost_is_told_as_bad_and_one_that_is_back_as_well()
    {
        await using var machine = new GpuMachine();
        await machine.World.StartAgentAsync();
        await machine.OffersAsync();

        machine.Smi.Say("Unable to determine the device handle for GPU 0000:5D:00.0: Unknown Error\n", exit: 255);
        await machine.World.DriveUntilAsync(() => machine.Gpus.Devices.Any(device => !device.Healthy), "a GPU is bad");

        Assert.Equal((Smi.Uuid(1), "Unknown Error"), machine.Gpus.Devices.Where(device => !device.Healthy).Select(device => (device.Id, device.Message)).Single());
        machine.Smi.List(4);
        await machine.World.DriveUntilAsync(() => machine.Gpus.Devices.All(device => device.Healthy), "it works again");
    }

    [Fact]
    public async Task Driver_that_hangs_is_given_up_and_asked_again()
    {
        await using var machine = new GpuMachine();
        var slow = Path.Combine(machine.World.Folder, "slow");
        Smi.WriteProgram(slow, $"#!/bin/sh\n[ -e {machine.World.Folder}/hung ] && exec {machine.Smi.Path} \"$@\"\ntouch {machine.World.Folder}/hung\nexec sleep 600\n");
        machine.World.Options.Devices.NvidiaSmi = slow;
        await machine.World.StartAgentAsync();

        await World.UntilAsync(() => File.Exists(Path.Combine(machine.World.Folder, "hung")), "the driver is asked");
        await machine.World.DriveUntilAsync(() => machine.Reported is { GpusUnknown: false }, "the devices are told");
        Assert.Equal(4, machine.Gpus.Devices.Length);
    }

    [Fact]
    public async Task Device_of_a_pod_that_still_ends_is_not_given_to_the_next()
    {
        await using var machine = new GpuMachine();
        machine.World.Engine.IgnoresTerm = true;
        await machine.World.StartAgentAsync();
        await machine.OffersAsync();
        var first = await machine.RunAsync("first", GpuMachine.Asking("first", 1), Smi.Uuid(0));

        // As after a deletion without grace: the node has given the device away, and the containers are still there.
        machine.World.Agent.Accept(machine.World.ControlPlane.Find("uid-first")! with { Revision = 99, Pod = machine.Ending(machine.World.ControlPlane.Find("uid-first")!.Pod) });
        machine.World.Agent.Accept(machine.World.ControlPlane.Bind(GpuMachine.Asking("second", 1), [.. GpuMachine.Leases("second", Smi.Uuid(0))]));
        await World.UntilAsync(() => machine.World.ControlPlane.StatusOf("uid-second")?.State.Waiting is { Reason: "CreateContainerError" }, "the second waits");

        Assert.Contains($"The device {Smi.Uuid(0)} is still used by a pod that ends", machine.World.ControlPlane.StatusOf("uid-second")!.State.Waiting!.Message);
        Assert.Equal(first, Assert.Single(machine.World.Engine.Running).Id);
        await machine.World.DriveUntilAsync(() => machine.World.IsReportedRunning("uid-second"), "the second runs");
        Assert.DoesNotContain(machine.World.Engine.Running, container => container.Id == first);
    }

    [Fact]
    public async Task Device_of_a_container_that_an_earlier_life_left_is_not_given_to_another()
    {
        await using var machine = new GpuMachine();
        await machine.World.StartAgentAsync();
        await machine.OffersAsync();
        var first = await machine.RunAsync("first", GpuMachine.Asking("first", 1), Smi.Uuid(0));
        await machine.World.StopAgentAsync();
        machine.World.ControlPlane.Forget("uid-first");
        machine.World.Engine.RemoveGate = _ => Task.Delay(Timeout.InfiniteTimeSpan, machine.World.Clock);
        await machine.World.StartAgentAsync();

        machine.World.Agent.Accept(machine.World.ControlPlane.Bind(GpuMachine.Asking("second", 1), [.. GpuMachine.Leases("second", Smi.Uuid(0))]));
        await World.UntilAsync(() => machine.World.ControlPlane.StatusOf("uid-second")?.State.Waiting is { Reason: "CreateContainerError" }, "the second waits");

        Assert.Equal(first, Assert.Single(machine.World.Engine.Running).Id);
        machine.World.Engine.RemoveGate = _ => Task.CompletedTask;
        machine.World.Engine.RemoveByHand(first);
        await machine.World.DriveUntilAsync(() => machine.World.IsReportedRunning("uid-second"), "the second runs");
    }

    [Fact]
    public async Task Pod_keeps_its_devices_when_its_container_restarts_under_another_life_of_the_agent()
    {
        await using var machine = new GpuMachine();
        await machine.World.StartAgentAsync();
        await machine.OffersAsync();
        var first = await machine.RunAsync("trains", GpuMachine.Asking("trains", 2), Smi.Uuid(2), Smi.Uuid(0));
        await machine.World.StopAgentAsync();
        machine.Smi.Say("Failed to initialize NVML: Driver/library version mismatch\n", exit: 18);
        await machine.World.StartAgentAsync();
        await World.UntilAsync(() => machine.World.IsReportedRunning("uid-trains"), "it is adopted");

        machine.World.Engine.Crash(first, exitCode: 1);
        await machine.World.DriveUntilAsync(() => machine.World.IsReportedRunning("uid-trains") && machine.World.Engine.Running[0].Id != first, "it runs again");

        Assert.Equal([Smi.Uuid(2), Smi.Uuid(0)], Assert.Single(machine.World.Engine.SpecOf(machine.World.Engine.Running[0].Id).DeviceRequests).Ids);
    }

    private static Task WriteCardAsync(GpuMachine machine) => File.WriteAllTextAsync(
        Path.Combine(machine.Cdi, "card.json"),
        """{"cdiVersion":"0.6.0","kind":"example.com/card","devices":[{"name":"0","containerEdits":{"deviceNodes":[{"path":"/dev/card0"}]}}]}""");
}
