using System.Globalization;
using System.Net.Http.Headers;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>The same pods as replicas of Deployments, one of each application, which are created by requests to the API.</summary>
internal sealed class NewDeployments(HttpClient api)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Creates the Deployments of a run, with so many replicas together.</summary>
    public Task CreateAsync(string run, int count, CancellationToken cancellationToken) => Task.WhenAll(
        Enumerable.Range(0, NewPods.Applications).Select(number => CreateAsync(run, number, Share(count, number), cancellationToken)));

    private static int Share(int count, int number) => (count / NewPods.Applications) + (number < count % NewPods.Applications ? 1 : 0);

    private async Task CreateAsync(string run, int number, int replicas, CancellationToken cancellationToken)
    {
        var app = string.Create(CultureInfo.InvariantCulture, $"{run}-app-{number}");
        using var content = new ByteArrayContent(ResourceJson.SerializeToUtf8(DeploymentOf(app, replicas)));
        content.Headers.ContentType = Json;
        using var answer = await api.PostAsync(new Uri($"apis/apps/v1/namespaces/{NewPods.Namespace}/deployments", UriKind.Relative), content, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new MeasurementException($"The API answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    private static Deployment DeploymentOf(string app, int replicas) => new()
    {
        Metadata = new ObjectMeta { Name = app, Namespace = NewPods.Namespace },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", app)) },
            Template = new PodTemplateSpec
            {
                Metadata = new ObjectMeta { Labels = StringMap.Of(("app", app), ("tier", "bench")) },
                Spec = NewPods.SpecOf(app),
            },
        },
    };
}
