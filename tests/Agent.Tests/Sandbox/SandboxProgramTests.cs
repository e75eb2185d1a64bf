using System.Diagnostics;
using System.Runtime.InteropServices;
using Orchestrator.Agent.Sandbox;

namespace Orchestrator.Agent.Tests.Sandbox;

public sealed class SandboxProgramTests
{
    [Theory]
    [InlineData("amd64", 62)]
    [InlineData("arm64", 183)]
    public void Program_is_a_static_executable_of_a_few_hundred_bytes(string architecture, int machine)
    {
        var program = SandboxProgram.Of(architecture);

        Assert.InRange(program.Length, 120, 300);
        Assert.Equal([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0], program[..8]);
        Assert.Equal((2, machine), (BitConverter.ToUInt16(program, 16), BitConverter.ToUInt16(program, 18)));
        Assert.Equal(0x400000ul + 120, BitConverter.ToUInt64(program, 24));
        Assert.Equal((ulong)program.Length, BitConverter.ToUInt64(program, 96));
    }

    /// <summary>What was checked with a disassembler stays what it is.</summary>
    [Theory]
    [InlineData("amd64", "b736a570572fa6f4")]
    [InlineData("arm64", "f9c97def8c76b646")]
    public void Program_is_the_one_that_was_checked(string architecture, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(SandboxProgram.Of(architecture)))[..16]);

    [Fact]
    public void Program_for_another_architecture_is_refused_by_name() =>
        Assert.Contains("riscv64", Assert.Throws<ArgumentException>(() => SandboxProgram.Of("riscv64")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Program_waits_and_ends_when_it_is_asked_to(string signal)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("orc-sandbox-").FullName, "sandbox");
        await File.WriteAllBytesAsync(path, SandboxProgram.Of(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64"));
        File.SetUnixFileMode(path, (UnixFileMode)0x1ED);
        using var process = await StartAsync(path);

        await SendAsync(process.Id, "CHLD");
        Assert.False(process.HasExited);
        await SendAsync(process.Id, signal);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(120));

        Assert.Equal(0, process.ExitCode);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    // A child that another test starts has what is being written here open until it is a program of its own, and so long this cannot be one.
    private static Task<Process> StartAsync(string path) => TestKit.Eventually.Value(() => Task.FromResult<Process?>(Process.Start(path)), "the program is started");

    // The program blocks its signals with its very first call; before that, SIGTERM would end it as any other process. The numbers are rt_sigtimedwait's.
    private static async Task SendAsync(int process, string signal)
    {
        await TestKit.Eventually.True(() => Task.FromResult(File.ReadAllText($"/proc/{process}/syscall").Split(' ')[0] is "128" or "137"), "the program waits");
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
