using Orchestrator.Resources.CustomResources;

namespace Orchestrator.Contracts;

/// <summary>A CustomResourceDefinition. Deleting it deletes every object of its kind first.</summary>
public interface ICustomResourceDefinitionGrain : IResourceGrain<CustomResourceDefinition>;
