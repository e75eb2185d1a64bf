using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Examples.Client;
using Orleans;

var name = new Argument<string>("name") { Description = "Name of the deployment." };
var image = new Option<string>("--image") { Description = "What its pods run.", DefaultValueFactory = _ => "orc.example/hello:1" };
var replicas = new Option<int>("--replicas") { Description = "How many of them.", DefaultValueFactory = _ => 3 };
var ns = new Option<string>("--namespace") { Description = "The namespace.", DefaultValueFactory = _ => "default" };
var cluster = new Option<string>("--cluster") { Description = "Name of the cluster.", DefaultValueFactory = _ => "orc" };
var tls = new Option<string?>("--tls-dir") { Description = "Folder with a certificate of the cluster, as orc certs issue makes it; without it silos are called without TLS." };
var delete = new Option<bool>("--delete") { Description = "Deletes the deployment once it is ready, and waits until it is gone." };
var command = new RootCommand("Deploys to a cluster as one of its Orleans clients, and follows until all replicas are ready. The database is named by ORC_POSTGRES.")
{
    name, image, replicas, ns, cluster, tls, delete,
};
command.SetAction(async (result, cancellationToken) =>
{
    var builder = Host.CreateApplicationBuilder();
    builder.Logging.SetMinimumLevel(LogLevel.Warning);
    builder.AddClusterClient(
        Environment.GetEnvironmentVariable("ORC_POSTGRES") ?? throw new InvalidOperationException("ORC_POSTGRES must hold the connection string of the cluster's database."),
        result.GetValue(cluster)!,
        result.GetValue(tls));
    using var host = builder.Build();
    await host.StartAsync(cancellationToken);

    // A grain is an object of the API: its key says which, its methods are what one can do with it.
    var grain = host.Services.GetRequiredService<IClusterClient>().GetGrain<IDeploymentGrain>(GrainKey.Deployment(result.GetValue(ns)!, result.GetValue(name)!));
    var deployment = new FollowedDeployment(grain, TimeProvider.System, Console.Out);
    await deployment.DeployAsync(result.GetValue(ns)!, result.GetValue(name)!, result.GetValue(image)!, result.GetValue(replicas), cancellationToken);
    await deployment.UntilReadyAsync(cancellationToken);
    if (result.GetValue(delete))
    {
        await deployment.DeleteAsync(cancellationToken);
    }

    await host.StopAsync(CancellationToken.None);
});
return await command.Parse(args).InvokeAsync();
