using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;

namespace Orchestrator.Planning.Tests.Pods;

/// <summary>What must hold for every pod, in every state that it can come into. A seed stands for one history.</summary>
public sealed class PodPlannerProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(400);

    private static readonly string[] Shapes =
    [
        "a:none", "a:none b:none", "i1:none a:none", "s1:none a:none", "i1:none s1:none i2:none a:none b:none", "s1:none i1:none s2:none a:none",
    ];

    [Fact]
    public void Plan_whatever_happens_nobody_is_made_before_its_turn_or_twice() => ForAllHistories(random =>
    {
        var pod = RandomPod(random);
        for (var step = 0; step < 80; step++)
        {
            var plan = pod.Plan();
            CheckSteps(pod, plan);
            pod.Take(plan, _ => random.Next(3) > 0);
            Happen(random, pod);
            pod.Pass(TimeSpan.FromSeconds(random.Next(20)));
        }
    });

    [Fact]
    public void Plan_when_nothing_more_goes_wrong_a_pod_that_restarts_comes_to_run_whole() => ForAllHistories(random =>
    {
        var pod = new ModelPod(PodSamples.View(Shapes[random.Next(Shapes.Length)], "Always", "none"));
        for (var step = 0; step < random.Next(40); step++)
        {
            pod.Take(pod.Plan(), _ => random.Next(2) > 0);
            Happen(random, pod);
            pod.Pass(TimeSpan.FromSeconds(random.Next(20)));
        }

        for (var step = 0; step < 60; step++)
        {
            pod.Take(pod.Plan(), _ => true);
            EndInits(pod);
            pod.Pass(TimeSpan.FromMinutes(6));
        }

        Assert.True(pod.View.Containers.All(container => container.Role == ContainerRole.Init || container.IsRunning), pod.History);
        Assert.True(pod.Plan() is { Steps.IsEmpty: true, Stage: PodStage.Running }, pod.History);
    });

    [Fact]
    public void Plan_removal_from_any_state_stops_in_order_and_leaves_nothing() => ForAllHistories(random =>
    {
        var pod = RandomPod(random);
        for (var step = 0; step < random.Next(60); step++)
        {
            pod.Take(pod.Plan(), _ => random.Next(2) > 0);
            Happen(random, pod);
            pod.Pass(TimeSpan.FromSeconds(random.Next(20)));
        }

        pod.Remove();
        var steps = 0;
        for (var plan = pod.Plan(); plan.Stage != PodStage.Gone; plan = pod.Plan())
        {
            Assert.True(++steps < 100, $"It does not end: {pod.History}");
            CheckStops(pod, plan);
            Assert.DoesNotContain(plan.Steps, planned => planned.Step is ContainerStep.Create or ContainerStep.Start or ContainerStep.EnsureImage);
            pod.Take(plan, _ => random.Next(3) > 0);
        }

        Assert.True(pod.View.Containers.All(container => container.Runs.IsEmpty) && pod.View.Sandbox is null or { Runs.IsEmpty: true }, pod.History);
    });

    private static ModelPod RandomPod(System.Random random) =>
        new(PodSamples.View(Shapes[random.Next(Shapes.Length)], new[] { "Always", "OnFailure", "Never" }[random.Next(3)], "none"));

    private static void Happen(System.Random random, ModelPod pod)
    {
        var container = pod.View.Containers[random.Next(pod.View.Containers.Length)];
        switch (random.Next(12))
        {
            case < 3:
                pod.End(container.Name, random.Next(3) == 0 ? 1 : 0);
                break;
            case 3:
                pod.Lose(container.Name);
                break;
            case 4 when pod.View.Sandbox is not null:
                pod.End("", 137);
                break;
            case 5 when pod.View.Sandbox is not null:
                pod.Lose("");
                break;
        }
    }

    private static void EndInits(ModelPod pod)
    {
        foreach (var init in pod.View.Containers.Where(container => container is { Role: ContainerRole.Init, IsRunning: true }))
        {
            pod.End(init.Name, 0);
        }
    }

    private static void CheckSteps(ModelPod pod, PodPlan plan)
    {
        Assert.True(plan.Steps.Select(planned => planned.Container).Distinct().Count() == plan.Steps.Length, "two steps for one container");
        var view = pod.View;
        foreach (var planned in plan.Steps.Where(planned => planned.Step is ContainerStep.Create or ContainerStep.Start && planned.Container.Length > 0))
        {
            var at = Enumerable.Range(0, view.Containers.Length).First(index => view.Containers[index].Name == planned.Container);
            var container = view.Containers[at];
            Assert.False(container.IsRunning, $"{planned.Container} runs already: {pod.History}");
            Assert.True(view.Sandbox is null or { IsRunning: true }, $"{planned.Container} has no sandbox: {pod.History}");
            var first = container.Runs.All(container.IsLost) && view.Containers.Skip(at + 1).All(later => later.Runs.All(later.IsLost));
            var inFront = view.Containers.Take(at).Where(earlier => earlier.Role != ContainerRole.Container);
            Assert.True(!first || inFront.All(earlier => earlier.Runs.Any(run => !earlier.IsLost(run)) || HasLaterRun(view, earlier)), $"{planned.Container} comes too early: {pod.History}");
        }
    }

    private static bool HasLaterRun(PodView view, ContainerView earlier) =>
        view.Containers.SkipWhile(container => container.Name != earlier.Name).Skip(1).Any(later => later.Runs.Any(run => !later.IsLost(run)));

    private static void CheckStops(ModelPod pod, PodPlan plan)
    {
        var sidecars = plan.Steps.Count(planned => planned.Step is ContainerStep.Stop && pod.View.Containers.Any(container => container.Name == planned.Container && container.Role == ContainerRole.Sidecar));
        Assert.True(sidecars == 0 || (sidecars == 1 && plan.Steps.Length == 1), $"A sidecar ends beside others: {pod.History}");
        Assert.True(plan.Steps.All(planned => planned.Container.Length > 0) || pod.View.Containers.All(container => container.Runs.IsEmpty), $"The sandbox ends before the rest: {pod.History}");
    }

    private static void ForAllHistories(Action<System.Random> history) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => history(new System.Random(seed))).Check(Many);
}
