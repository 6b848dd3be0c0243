'use strict';

// A request to try begins with what it needs; an optional parameter says its example in words.
function describeExample(parameter) {
  if (parameter.example !== undefined && !parameter.required) {
    parameter.description += ` Example: \`${[].concat(parameter.example).join(',')}\`.`;
    delete parameter.example;
  }
}

async function begin() {
  const answer = await fetch('/api/v1/openapi.json');
  if (!answer.ok) {
    throw new Error(`expected the document, found status ${answer.status}; load the page again in some seconds`);
  }
  const spec = await answer.json();
  Object.values(spec.components.parameters).forEach(describeExample);
  Object.values(spec.paths).forEach((path) => (path.get.parameters ?? []).filter((one) => one.name).forEach(describeExample));
  // The examples name this server, wherever it is.
  spec.info.description = spec.info.description.replaceAll('http://localhost:8000', location.origin);
  SwaggerUIBundle({
    spec,
    dom_id: '#docs',
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    defaultModelExpandDepth: 2,
    defaultModelRendering: 'model',
    displayRequestDuration: true,
    tryItOutEnabled: true,
    supportedSubmitMethods: ['get'],
    validatorUrl: null,
  });
}

begin().catch((fault) => {
  document.querySelector('#docs > p').textContent = fault.message;
});
