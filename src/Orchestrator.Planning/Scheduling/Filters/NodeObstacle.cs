namespace Orchestrator.Planning.Scheduling.Filters;

/// <summary>What on a node alone keeps a pod off it.</summary>
internal enum NodeObstacle
{
    None,
    Unschedulable,
    NotReady,
    Name,
    Taint,
    Selector,
    Volume,
}
