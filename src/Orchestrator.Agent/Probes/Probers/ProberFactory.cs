using Orchestrator.Planning.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>Makes the prober that a declared probe asks for.</summary>
internal static class ProberFactory
{
    /// <summary>Makes it. A probe that can't be carried out gets one that says why each time, because it may be the fault of one container only.</summary>
    public static (IProber Prober, ProbeMechanism Mechanism) Make(ProbeHttp http, ProbeTarget target, Probe probe)
    {
        var timeout = ProbeSettings.Of(probe).Timeout;
        return probe switch
        {
            { Exec: { } exec } => (new ExecProber(exec.Command, target.Command, timeout), ProbeMechanism.Exec),
            { HttpGet: { } get } => (At(target, get.Host, get.Port, endpoint => HttpProber.Of(http, get, endpoint)), ProbeMechanism.Http),
            { TcpSocket: { } tcp } => (At(target, tcp.Host, tcp.Port, endpoint => new TcpProber(endpoint)), ProbeMechanism.Tcp),
            { Grpc: { } grpc } => (At(target, null, grpc.Port, endpoint => new GrpcProber(http, endpoint, grpc.Service, timeout)), ProbeMechanism.Grpc),
            _ => (new UnaskableProber("the probe has none of exec, httpGet, tcpSocket and grpc"), ProbeMechanism.Tcp),
        };
    }

    private static IProber At(ProbeTarget target, string? host, IntOrString port, Func<ProbeEndpoint, IProber> make) =>
        ProbeEndpoint.TryFind(target.Container, host is { Length: > 0 } ? host : target.Address, port, out var endpoint, out var why) ? make(endpoint) : new UnaskableProber(why);
}
