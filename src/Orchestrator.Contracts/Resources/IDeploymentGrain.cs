using Orchestrator.Resources.Apps;

namespace Orchestrator.Contracts;

/// <summary>A Deployment: keeps as many replicas as asked, of the template as it is now, moving from older templates as its strategy says.</summary>
public interface IDeploymentGrain : IResourceGrain<Deployment>, ILookAgain
{
}
