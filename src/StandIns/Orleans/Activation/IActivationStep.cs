namespace Orleans.Runtime;

/// <summary>Something that is done before a grain's <c>OnActivateAsync</c>.</summary>
internal interface IActivationStep
{
    Task OnActivatingAsync(CancellationToken cancellationToken);
}
