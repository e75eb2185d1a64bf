namespace Orchestrator.Agent.Stats;

/// <summary>Reads what containers use straight from the kernel: no call of the engine, which would take a second for each.</summary>
internal sealed class CgroupReader(TimeProvider clock)
{
    /// <summary>What a container uses now; null where its control group is gone.</summary>
    public ContainerUsage? Read(ContainerCgroup group) => group.Version == 1 ? ReadFirst(group) : ReadSecond(group);

    private ContainerUsage? ReadFirst(ContainerCgroup group)
    {
        if (CgroupFile.Number($"{group.Memory}/memory.usage_in_bytes") is not { } memory || CgroupFile.Number($"{group.Cpu}/cpuacct.usage") is not { } cpu)
        {
            return null;
        }

        return Usage(group, cpu, memory, "total_inactive_file"u8, "memory.oom_control");
    }

    private ContainerUsage? ReadSecond(ContainerCgroup group)
    {
        if (CgroupFile.Number($"{group.Memory}/memory.current") is not { } memory || CgroupFile.Number($"{group.Cpu}/cpu.stat", "usage_usec"u8) is not { } cpu)
        {
            return null;
        }

        return Usage(group, cpu * 1000, memory, "inactive_file"u8, "memory.events");
    }

    private ContainerUsage Usage(ContainerCgroup group, long cpuNanoseconds, long memory, ReadOnlySpan<byte> inactiveFiles, string outOfMemory) => new()
    {
        At = clock.GetUtcNow(),
        CpuNanoseconds = cpuNanoseconds,
        MemoryBytes = memory,
        WorkingSetBytes = Math.Max(0, memory - (CgroupFile.Number($"{group.Memory}/memory.stat", inactiveFiles) ?? 0)),
        Processes = group.Processes is null ? 0 : CgroupFile.Number($"{group.Processes}/pids.current") ?? 0,
        ProcessesRefused = group.Processes is null ? 0 : CgroupFile.Number($"{group.Processes}/pids.events", "max"u8) ?? 0,
        OutOfMemoryKills = CgroupFile.Number($"{group.Memory}/{outOfMemory}", "oom_kill"u8) ?? 0,
    };
}
