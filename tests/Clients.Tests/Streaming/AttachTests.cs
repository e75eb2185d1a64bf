using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Streaming;

/// <summary>kubectl attach and run.</summary>
public sealed class AttachTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Attached_client_reads_what_is_written_from_then_on_and_writes_to_the_process()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var echo = Manifests.Script("while read line; do echo got $line; done; echo over").With("stdin", true).With("stdinOnce", true);
        await ns.ReadyPodAsync(Manifests.Pod("echo", echo, "Never"));

        await using var attached = ns.Kubectl.Start("attach", "-i", "echo");
        await attached.WriteLineAsync("hello");
        await attached.LineAsync("got hello");
        attached.EndInput();
        await attached.LineAsync("over");
        Assert.Equal(0, await attached.ExitCodeAsync());
        await ns.Cluster.PodAsync(ns.Name, "echo", pod => pod.Text("status.phase") == "Succeeded", "succeeded");
    }

    [Fact]
    public async Task Run_with_input_brings_the_output_and_the_exit_code()
    {
        await using var ns = await clients.NewNamespaceAsync();
        string[] run = ["run", "counter", "-i", "--rm", "--restart=Never", "--image", Images.Busybox, "--image-pull-policy=IfNotPresent", "--pod-running-timeout=90s"];

        var result = await ns.Kubectl.RunWithAsync("one\ntwo\nthree\n", [.. run, "--command", "--", "sh", "-c", "wc -l; exit 7"]);
        Assert.Contains("3", result.Output, StringComparison.Ordinal);
        Assert.Equal(7, result.ExitCode);
    }

    [Fact]
    public async Task Attach_to_a_pod_that_has_ended_is_refused()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.Cluster.Api.CreateAsync(Api.Pods(ns.Name), Manifests.Pod("done", Manifests.Script("true"), "Never"));
        await ns.Cluster.PodAsync(ns.Name, "done", pod => pod.Text("status.phase") == "Succeeded", "succeeded");

        Assert.Contains("completed pod", await ns.Kubectl.RefusalOfAsync("attach", "done"), StringComparison.Ordinal);
        var answer = await ns.Cluster.Api.SendAsync(HttpMethod.Get, $"{Api.Pods(ns.Name)}/done/attach?stdout=true");
        Assert.Equal((400, "cannot attach to a container in a completed pod; current phase is Succeeded"), ((int)answer.Code, answer.Document.Text("message")));
    }
}
