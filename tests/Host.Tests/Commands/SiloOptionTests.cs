using Orchestrator.Host.Tests.Support;

namespace Orchestrator.Host.Tests.Commands;

/// <summary>What orc silo and orc gateway refuse, before they touch anything.</summary>
public sealed class SiloOptionTests
{
    [Theory]
    [InlineData("--role boss", 2, "--role must be control, worker, or control,worker; got 'boss'.")]
    [InlineData("--role worker,worker", 2, "--role must be control, worker, or control,worker; got 'worker,worker'.")]
    [InlineData("--shutdown-delay 61", 2, "--shutdown-delay must be between 0 and 60 seconds; got 61.")]
    [InlineData("--list-freshness-timeout soon", 1, "--list-freshness-timeout must be a duration such as 30s, 5m or 1h30m; got \"soon\".")]
    [InlineData("--list-freshness-timeout 0s", 1, "--list-freshness-timeout must be more than 0 and at most 60s; got 0s.")]
    [InlineData("--list-freshness-timeout 2m", 1, "--list-freshness-timeout must be more than 0 and at most 60s; got 2m.")]
    [InlineData("--role control --pods-max 3", 1, "--pods-max is about the pods of this machine, and a silo with --role control runs none")]
    [InlineData("--role control --system-reserved cpu=1", 1, "--system-reserved is about the pods of this machine")]
    [InlineData("--node-status-max-images -2", 1, "--node-status-max-images must be -1, for all, or more; got -2.")]
    [InlineData("--role control --node-status-max-images 9", 1, "--node-status-max-images is about the pods of this machine")]
    [InlineData("--gpu-time-slices -1", 1, "--gpu-time-slices must be between 0 and 1000; got -1.")]
    [InlineData("--gpu-injection magic", 1, "--gpu-injection must be auto, request or cdi; got 'magic'.")]
    [InlineData("--role control --nvidia-smi none", 1, "--nvidia-smi is about the pods of this machine")]
    [InlineData("--scheduling-strategy tight", 1, "--scheduling-strategy must be LeastAllocated, MostAllocated, RequestedToCapacityRatio; got 'tight'.")]
    [InlineData("--scheduling-resources cpu", 1, "--scheduling-resources must be name=weight, with commas between; got 'cpu'.")]
    [InlineData("--scheduling-resources cpu=0", 1, "Resources must have weights from 1 to 100")]
    [InlineData("--scheduling-shape 0=0", 1, "--scheduling-shape has no effect without --scheduling-strategy RequestedToCapacityRatio.")]
    [InlineData("--scheduling-strategy RequestedToCapacityRatio --scheduling-shape 50=1,20=2", 1, "Shape must have rising utilizations; 20 comes after 50")]
    [InlineData("--role worker --scheduling-strategy MostAllocated", 1, "--scheduling-strategy is about the control plane")]
    [InlineData("--role worker --allow-remote", 1, "--allow-remote is about the API, which this silo does not serve")]
    [InlineData("--role worker --no-gateway", 1, "--no-gateway has no effect")]
    [InlineData("--no-gateway --kubeconfig file", 1, "--kubeconfig is about the API, which this silo does not serve")]
    [InlineData("--no-gateway --client-ca file", 1, "--client-ca is about the API, which this silo does not serve")]
    [InlineData("--role worker --listen https://127.0.0.1:7443", 1, "must be http://: without the API there are only health and metrics")]
    [InlineData("--listen http://127.0.0.1:7080 --api-tls-dir folder", 1, "--api-tls-dir is about https, and --listen http://127.0.0.1:7080/ is not")]
    [InlineData("--silo-address 192.0.2.1", 1, "--silo-address 192.0.2.1 can be reached by others; give --tls-dir")]
    [InlineData("--tls-dir nowhere --insecure-silos", 1, "--tls-dir and --insecure-silos exclude each other")]
    [InlineData("--tls-dir nowhere", 1, "must hold ca.crt, tls.crt and tls.key as PEM")]
    public async Task Silo_that_cannot_be_meant_is_refused_with_a_sentence(string options, int code, string sentence)
    {
        var run = await Orc.RunAsync(["silo", .. options.Split(' ')]);

        Assert.Contains(sentence, run.Output);
        Assert.Equal(code, run.Code);
    }

    [Theory]
    [InlineData("", "A gateway calls silos wherever they are; give --tls-dir with certificates")]
    [InlineData("--insecure-silos --listen http://0.0.0.0:7080", "add --allow-remote if the network is trusted")]
    public async Task Gateway_that_cannot_be_meant_is_refused_with_a_sentence(string options, string sentence)
    {
        var run = await Orc.RunAsync(["gateway", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Contains(sentence, run.Output);
        Assert.Equal(1, run.Code);
    }

    [Theory]
    [InlineData("silo", "--role")]
    [InlineData("silo", "--tls-dir")]
    [InlineData("gateway", "--insecure-silos")]
    [InlineData("certs", "init <dir>")]
    public async Task Help_names_the_option(string command, string option)
    {
        var run = await Orc.RunAsync(command, "--help");

        Assert.Contains(option, run.Output);
        Assert.Equal(0, run.Code);
    }

    [Fact]
    public async Task Dev_has_both_roles_and_does_not_ask_for_them() =>
        Assert.DoesNotContain("--role", (await Orc.RunAsync("dev", "--help")).Output);
}
