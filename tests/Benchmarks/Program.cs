using System.CommandLine;
using Orchestrator.Benchmarks;
using Orchestrator.Benchmarks.Agent;
using Orchestrator.Benchmarks.Api;
using Orchestrator.Benchmarks.Binding;
using Orchestrator.Benchmarks.Cluster;
using Orchestrator.Benchmarks.Deploy;
using Orchestrator.Benchmarks.Grains;
using Orchestrator.Benchmarks.Scheduling;

// Cleaning up takes as long as orc may take to end its containers; only then may a signal end the process.
var interruption = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(55) };
var root = new RootCommand("Measures figures against floors and peers that the same run measures. Started by eng/bench, which sets up what is needed.")
{
    DeployCommand.Make(),
    AgentCommand.Make(),
    ClusterCommand.Make(),
    AnswerCommand.Make(),
    SiloHostCommand.Make(),
    SchedulerCommand.Make(),
    BindCommand.Make(),
    BindSiloCommand.Make(),
    ApiCommand.Make(),
    FloorCommand.Make(),
};
var parsed = root.Parse(args);
var status = await parsed.InvokeAsync(interruption);
return parsed.Errors.Count > 0 ? ExitCode.NotMeasured : status;
