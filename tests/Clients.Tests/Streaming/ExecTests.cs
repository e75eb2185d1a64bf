using System.Security.Cryptography;
using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Streaming;

/// <summary>kubectl exec and cp.</summary>
public sealed class ExecTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    private const string Idle = "trap 'exit 0' TERM; while :; do sleep 1; done";

    [Fact]
    public async Task Command_writes_to_both_outputs_and_ends_with_its_exit_code()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));

        var fine = await ns.Kubectl.RunAsync("exec", "box", "--", "sh", "-c", "echo out; echo wrong >&2");
        Assert.Equal((0, "out\n", "wrong\n"), (fine.ExitCode, fine.Output, fine.Error));
        var failed = await ns.Kubectl.RunAsync("exec", "box", "--", "sh", "-c", "exit 3");
        Assert.Equal((3, "command terminated with exit code 3\n"), (failed.ExitCode, failed.Error));
    }

    [Fact]
    public async Task Input_reaches_the_command_whole_and_its_end_does_too()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        var sent = string.Concat(Enumerable.Range(0, 40_000).Select(number => $"line {number}\n"));

        Assert.Equal(sent, (await ns.Kubectl.RunWithAsync(sent, "exec", "-i", "box", "--", "cat")).Succeeded().Output);
        Assert.Equal($"{sent.Length}\n", (await ns.Kubectl.RunWithAsync(sent, "exec", "-i", "box", "--", "wc", "-c")).Succeeded().Output);
    }

    [Fact]
    public async Task Long_output_arrives_whole()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));

        var output = await ns.Kubectl.OutputOfAsync("exec", "box", "--", "seq", "300000");
        Assert.Equal(string.Concat(Enumerable.Range(1, 300_000).Select(number => $"{number}\n")), output);
    }

    [Fact]
    public async Task Container_is_chosen_by_its_name_and_a_wrong_one_is_refused()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var pod = Manifests.Pod("two", Manifests.Script(Idle));
        pod["spec"]!["containers"]!.AsArray().Add(Manifests.Script($"touch /here; {Idle}").With("name", "side"));
        await ns.ReadyPodAsync(pod);

        await ns.Cluster.EventuallyAsync(async () => await ns.Kubectl.OutputOfAsync("exec", "two", "-c", "side", "--", "ls", "/here") == "/here\n", "the container has made its file");
        Assert.Contains("container nobody is not valid for pod two", await ns.Kubectl.RefusalOfAsync("exec", "two", "-c", "nobody", "--", "ls"), StringComparison.Ordinal);
        Assert.Contains("pods \"absent\" not found", await ns.Kubectl.RefusalOfAsync("exec", "absent", "--", "ls"), StringComparison.Ordinal);
        var missing = await ns.Kubectl.RunAsync("exec", "two", "-c", "side", "--", "nosuch");
        Assert.Equal(126, missing.ExitCode);
        Assert.Contains("exec: \"nosuch\": executable file not found", missing.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminal_has_the_size_of_the_client_and_follows_it()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        var kubectl = ns.Kubectl;
        var command = string.Join(' ', [kubectl.Program, .. kubectl.Arguments, "exec", "-it", "box", "--", "sh"]);

        await using var terminal = new RunningClient(
            "script", ["--quiet", "--flush", "--echo", "never", "--command", $"stty rows 33 columns 111; {command}", "/dev/null"], kubectl.Environment);

        // The size follows the command, which may have begun before it.
        await terminal.WriteLineAsync("until stty size | grep -qx '33 111'; do sleep 0.1; done; stty size | tr ' ' x");
        await terminal.LineAsync("33x111");
        await terminal.WriteLineAsync("tty; exit 4");
        await terminal.LineAsync("/dev/pts/");
        await terminal.LineAsync("command terminated with exit code 4");
    }

    [Fact]
    public async Task Files_are_copied_both_ways_as_they_are()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        var folder = Directory.CreateTempSubdirectory("orc-copy-").FullName;
        var content = RandomNumberGenerator.GetBytes(5 * 1024 * 1024);
        await File.WriteAllBytesAsync(Path.Combine(folder, "there"), content);

        await ns.Kubectl.OutputOfAsync("cp", Path.Combine(folder, "there"), "box:/tmp/there");
        Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(content)), await ns.Kubectl.OutputOfAsync("exec", "box", "--", "sha256sum", "/tmp/there"), StringComparison.Ordinal);
        await ns.Kubectl.OutputOfAsync("cp", "box:/tmp/there", Path.Combine(folder, "back"));
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(folder, "back")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Client_that_goes_takes_its_command_with_it()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        await using (var left = ns.Kubectl.Start("exec", "box", "--", "sh", "-c", "echo begun; exec sleep 4321"))
        {
            await left.LineAsync("begun");
            Assert.Contains("sleep 4321", await ns.Kubectl.OutputOfAsync("exec", "box", "--", "ps"), StringComparison.Ordinal);
        }

        await ns.Cluster.EventuallyAsync(
            async () => !(await ns.Kubectl.OutputOfAsync("exec", "box", "--", "ps")).Contains("sleep 4321", StringComparison.Ordinal), "the command has ended");
    }
}
